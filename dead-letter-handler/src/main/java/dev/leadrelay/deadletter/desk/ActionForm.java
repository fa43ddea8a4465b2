package dev.leadrelay.deadletter.desk;

/**
 * A decision that can be taken.
 *
 * @param label what the button says
 * @param why what it does, in one sentence
 * @param key the letter that presses it
 */
public record ActionForm(String kind, String label, String why, String key, boolean needsReason, boolean raises) {}
