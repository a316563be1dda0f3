"""From typed words to hotels with prices."""
