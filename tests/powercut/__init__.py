"""A power cut at any moment: disks as they would be found, rebuilt from what a process wrote and synced."""
