"""Serializers that describe the answers of the API, for the OpenAPI document and the `fields` parameter.

They take no part in answering: `delivery.content` makes the JSON, and a test compares the two.
"""
