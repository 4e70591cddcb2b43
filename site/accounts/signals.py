"""What accounts tell the rooms above them."""

from django.dispatch import Signal

# Sent inside the transaction that stores the code; kwargs code (SignInCode), digits (str), minutes (int).
sign_in_code_issued = Signal()
