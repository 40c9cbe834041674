"""Lets the tests find the parts of the lab."""
import os
import sys

LAB = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path[:0] = [LAB, os.path.join(LAB, "guest")]
