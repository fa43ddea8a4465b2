package dev.leadrelay.research.domain;

import dev.leadrelay.schemas.records.Lead;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds text that is addressed to a language model. A short list of plain patterns: it catches the clumsy and makes
 * them visible, nothing more. What holds against the others is that data is fenced and that gates check the answers.
 * Pure.
 */
final class SuspiciousText {
    private static final Pattern PATTERN = Pattern.compile(
            "\\b(?:ignore|disregard|forget|override)\\b.{0,20}\\b(?:previous|prior|above|earlier|all|your|these)\\b.{0,20}"
                    + "\\b(?:instructions?|prompts?|rules|guidelines)\\b"
                    + "|\\b(?:reveal|print|repeat|show)\\b.{0,20}\\b(?:system|initial|hidden) (?:prompt|instructions?)\\b"
                    + "|\\b(?:ignorier\\w*|vergiss|missacht\\w*)\\b.{0,30}\\b(?:anweisung\\w*|regeln|vorgaben)\\b"
                    + "|\\bignore[zr]?\\b.{0,30}\\b(?:instructions|consignes)\\b"
                    + "|\\byou are (?:now|no longer) (?:a|an|in|bound)\\b"
                    + "|\\b(?:as|attention|note to|to) (?:an? |the |any )?(?:ai|language) (?:models?|assistants?)\\b[,:]"
                    + "|</?(?:system|assistant|instructions?|lead|evidence|profile|claims)>"
                    + "|<\\|(?:im_start|im_end|system|endoftext)",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL);

    /** Each alternative of the pattern has one of these in it. */
    private static final List<String> MARKS = List.of(
            "ignore",
            "disregard",
            "forget",
            "override",
            "prompt",
            "instruction",
            "ignorier",
            "vergiss",
            "missacht",
            "you are ",
            "model",
            "assistant",
            "<");

    private SuspiciousText() {}

    static boolean isSuspicious(String text) {
        // The pattern is slow and hardly ever matches; the marks are looked for as the pattern compares, capitals of
        // all kinds alike.
        char[] folded = text.toCharArray();
        for (int i = 0; i < folded.length; i++) {
            folded[i] = Character.toLowerCase(Character.toUpperCase(folded[i]));
        }
        String comparable = new String(folded);
        return MARKS.stream().anyMatch(comparable::contains)
                && PATTERN.matcher(text).find();
    }

    /** One flag per field of the lead that has such text. */
    static List<String> flags(Lead lead) {
        List<String> flags = new ArrayList<>();
        flag(flags, "notes", lead.getNotes());
        flag(flags, "title", lead.getTitle());
        flag(flags, "company", lead.getCompany());
        flag(flags, "firstName", lead.getFirstName());
        flag(flags, "lastName", lead.getLastName());
        flag(flags, "fullName", lead.getFullName());
        flag(flags, "industry", lead.getIndustry());
        flag(flags, "city", lead.getCity());
        return flags;
    }

    private static void flag(List<String> flags, String field, @Nullable String text) {
        if (text != null && isSuspicious(text)) {
            flags.add("lead." + field + ": text addressed to a model");
        }
    }
}
