"""How the service fares over time: samples, and alarms to administrators."""
