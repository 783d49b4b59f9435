"""Builds broken on purpose, each as a real mistake would break it: the tests must catch every one."""
