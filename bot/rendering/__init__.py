"""Pictures, sheets and reports of a recap, made in a process of their own."""
