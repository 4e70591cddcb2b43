"""What accounts tell the rooms above them."""

from django.dispatch import Signal

# Sent inside the transaction that stores the code; kwargs code (SignInCode), digits (str), minutes (int).
sign_in_code_issued = Signal()

# Sent inside the transaction that gives or withdraws a consent; kwargs by (User), kind (ConsentKind), is_given (bool), at (datetime).
consent_changed = Signal()
