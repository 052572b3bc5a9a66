"""One unbroken shift a day at most."""
