"""Personal data is found and masked before a text is stored, indexed, logged or exported."""

from .masking import MARK, Masked, find_personal_data, mask_personal_data, mask_record

__all__ = ["MARK", "Masked", "find_personal_data", "mask_personal_data", "mask_record"]
