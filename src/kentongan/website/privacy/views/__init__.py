"""The pages under /privasi/."""
