"""Reading an agreement before it is signed: amounts, days and persons in its text, and the rules asked of them."""
