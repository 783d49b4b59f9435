"""Tests of what other software is told."""
