"""The pages of reports and of imports."""
