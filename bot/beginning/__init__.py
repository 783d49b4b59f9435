"""The first hour of an office: a few questions, and the configuration that follows from the answers."""
