"""The real process under many residents at once, killed and started again: nothing lost, nothing twice."""
