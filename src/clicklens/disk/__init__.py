"""What is written is on disk whole or not at all: what data, stores and reports share of it."""
