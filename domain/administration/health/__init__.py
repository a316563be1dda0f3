"""The service's health over time: samples, and alarms to administrators."""
