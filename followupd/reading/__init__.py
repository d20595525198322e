"""Message → Reading: what a mail says, each fact with its evidence. Pure."""
