"""Pages under /akun/; one subject a file."""
