"""Partner forces' requests: taken, looked into, decided item by item, sent."""
