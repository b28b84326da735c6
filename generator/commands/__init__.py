"""One file a command, each thin: it reads its arguments, calls a stage and prints. The group imports them lazily."""
