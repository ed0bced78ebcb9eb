"""The sealed identity of a reporter: two of three custodians together open it, nobody alone."""
