"""Stories: people talk to the whole bot through the simulator, and read what it says."""
