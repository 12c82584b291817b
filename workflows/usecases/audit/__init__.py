"""The audit: sign its heads, verify its chains, show it to the auditor."""
