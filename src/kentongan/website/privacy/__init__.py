"""Privacy work of the office: register, retention, holds, data subjects, incidents, readiness."""
