"""Speed and detection figures (``make bench``), ours beside a peer in the same run."""
