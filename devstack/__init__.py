"""The launcher behind `make up`: embedded servers, the product's processes, one table."""
