package dev.leadrelay.validation.draft;

import dev.leadrelay.schemas.records.Violation;
import dev.leadrelay.validation.Check;
import dev.leadrelay.validation.DraftSubject;
import dev.leadrelay.validation.SellerProfile;
import dev.leadrelay.validation.Violations;
import dev.leadrelay.validation.text.Folding;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The footer is the seller profile's, word for word, and the body has none of its own. */
final class FooterCheck implements Check<DraftSubject> {
    private static final Pattern OPT_OUT = Pattern.compile(
            "\\b(?:unsubscribe|opt[- ]out|abbestellen|abmelden|austragen|se désabonner|désinscrire|darse de baja|"
                    + "(?:no longer|not) wish to receive|keine weiteren (?:e-?mails|nachrichten))\\b",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    @Override
    public String code() {
        return "draft.footer";
    }

    @Override
    public List<Violation> check(DraftSubject subject) {
        List<Violation> found = new ArrayList<>();
        SellerProfile seller = subject.seller();
        if (!subject.draft().getFooter().equals(seller.footer(subject.language()))) {
            found.add(Violations.reject(
                    code(), "/footer", "the footer is not the seller profile's for " + subject.language()));
        }
        String body = subject.draft().getBody();
        Matcher optOut = OPT_OUT.matcher(body);
        String address = Folding.squeeze(seller.footer().postalAddress());
        if (optOut.find()) {
            found.add(inBody(optOut.group()));
        } else if (Folding.squeeze(body).contains(address)) {
            found.add(inBody(address));
        }
        return found;
    }

    private static Violation inBody(String what) {
        String message = "the body has " + Violations.shortened(what) + "; the footer is added from configuration";
        return Violations.reject("draft.footer-in-body", "/body", message);
    }
}
