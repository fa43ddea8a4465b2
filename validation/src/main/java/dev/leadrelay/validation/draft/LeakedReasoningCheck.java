package dev.leadrelay.validation.draft;

import dev.leadrelay.schemas.records.Evidence;
import dev.leadrelay.schemas.records.Violation;
import dev.leadrelay.validation.Check;
import dev.leadrelay.validation.DraftSubject;
import dev.leadrelay.validation.Violations;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The draft is the message itself: nothing of the model's thinking, of its answer's form or of its instructions. */
final class LeakedReasoningCheck implements Check<DraftSubject> {
    private static final Pattern ANYWHERE = Pattern.compile(
            "</?(?:think|thinking|reasoning|system|assistant)\\b|```|<\\|"
                    + "|\\bas an? (?:ai|artificial intelligence|(?:large )?language model)\\b"
                    + "|\\bals (?:ki|k\\.i\\.|sprachmodell|künstliche intelligenz)\\b"
                    + "|\\bhere(?:['’]s| is) (?:the|your|a|my) (?:\\w+ ){0,3}(?:draft|e-?mail|message)\\b"
                    + "|\\bhier ist (?:der|die|ein|eine|ihr|ihre|mein) (?:\\w+ ){0,3}(?:entwurf|e-?mail|nachricht)\\b"
                    + "|\\bi (?:cannot|can['’]t|am unable to|am not able to) (?:assist|comply|fulfil|generate|create)"
                    + "|\\b(?:ignore|disregard) (?:all |any )?(?:previous|prior|above) instructions\\b"
                    + "|\\b(?:system|user) prompt\\b|\\bword count\\s*:|\\bevidence ids?\\b|\\(evidence\\b|\\(e\\d{1,2}\\)"
                    + "|\"(?:subject|body|evidence|citedEvidenceIds)\"\\s*:|\\\\n",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    private static final Pattern AT_START = Pattern.compile(
            "\\s*(?:(?:sure|certainly|of course|absolutely|okay|ok|gerne|natürlich|selbstverständlich|bien sûr|claro)[,!.:]"
                    + "|(?:subject|betreff|objet|asunto|body|draft|entwurf)\\s*:|[{\\[*#])",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    private static final Pattern MARKDOWN = Pattern.compile("(?m)^#{1,4} |\\*\\*[^*\\n]+\\*\\*");

    @Override
    public String code() {
        return "draft.leaked-reasoning";
    }

    @Override
    public List<Violation> check(DraftSubject subject) {
        List<Violation> found = new ArrayList<>();
        look("/subject", subject.draft().getSubject(), subject, found);
        look("/body", subject.draft().getBody(), subject, found);
        return found;
    }

    private void look(String path, String text, DraftSubject subject, List<Violation> found) {
        Matcher start = AT_START.matcher(text);
        Matcher anywhere = ANYWHERE.matcher(text);
        Matcher markdown = MARKDOWN.matcher(text);
        if (anywhere.find()) {
            found.add(leaked(path, anywhere.group()));
        } else if (start.lookingAt()) {
            found.add(leaked(path, start.group()));
        } else if (markdown.find()) {
            found.add(leaked(path, markdown.group()));
        }
        for (Evidence evidence : subject.research().getEvidence()) {
            if (evidence.getId().length() >= 8 && text.contains(evidence.getId())) {
                found.add(leaked(path, evidence.getId()));
                return;
            }
        }
    }

    private Violation leaked(String path, String what) {
        String message = "has " + Violations.shortened(what.strip()) + "; give only the message that is to be sent";
        return Violations.reject(code(), path, message);
    }
}
