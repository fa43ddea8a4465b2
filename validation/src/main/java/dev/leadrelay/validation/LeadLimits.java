package dev.leadrelay.validation;

/**
 * Thresholds of the lead gate.
 *
 * @param longNotes characters of notes from which a warning travels along
 * @param maxSize characters of all texts together from which a lead is rejected, each UTF-16 unit counted once
 */
public record LeadLimits(int longNotes, int maxSize) {
    /** 8,000 characters of notes, 256 KiB in all. */
    public static final LeadLimits DEFAULT = new LeadLimits(8_000, 256 * 1024);
}
