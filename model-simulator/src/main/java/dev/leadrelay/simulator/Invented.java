package dev.leadrelay.simulator;

/**
 * Something that was made up about a lead.
 *
 * @param lead e-mail address of the lead, else its LinkedIn URL, its company's domain or its company's name; in lower case
 * @param text exactly what was made up as it stands in the answer: a claim's statement, a criterion's id, or the words in a draft
 */
public record Invented(String lead, InventionKind kind, String text) {}
