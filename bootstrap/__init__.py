"""What stands between a fresh machine and a running wijk. Standard library only."""
