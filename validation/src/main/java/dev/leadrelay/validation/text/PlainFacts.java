package dev.leadrelay.validation.text;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells the sentences of a page that state something from those that speak to the reader. Facts come from the former: what speaks to a
 * reader may be an order, however politely put. Pure.
 */
public final class PlainFacts {
    private static final Pattern SENTENCE = Pattern.compile("[^.!?\\n]+(?:[.!?](?!\\s|$)[^.!?\\n]*)*[.!?]*");

    private static final Pattern SPEAKS = Pattern.compile(
            "\\b(?:you|your|yours|yourself|hello|hi|hey|dear|greetings|regards|sincerely|cheers|du|dich|dir|dein\\w*|ihre?[mnrs]?|hallo|liebe[rs]?|gruss|grusse|vous|votre|vos"
                    + "|bonjour|salut|usted|ustedes|tus|hola|saludos|voi|vostr\\w+|ciao|saluti|jij|jouw|uw|groeten|groetjes|twoj\\w*|wasz\\w*|panstw\\w*|pozdrawia\\w*|pozdrowien\\w*"
                    + "|please|bitte|veuillez|merci|prego|alsjeblieft|prosze|p\\.?s)\\b"
                    + "|^\\W*(?:q|a|question|answer|frage|antwort)\\s*:");

    private PlainFacts() {}

    /** The sentences that state something, as they stand. */
    public static List<String> of(String text) {
        List<String> facts = new ArrayList<>();
        for (String block : InstructionText.clean(text)) {
            for (Matcher m = SENTENCE.matcher(block); m.find(); ) {
                String sentence = m.group().strip();
                if (!sentence.isEmpty()
                        && !SPEAKS.matcher(Folding.fold(sentence)).find()) {
                    facts.add(sentence);
                }
            }
        }
        return facts;
    }
}
