"""Relations between what the other steps found."""
