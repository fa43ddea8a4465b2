package dev.leadrelay.validation.draft;

import dev.leadrelay.schemas.records.Violation;
import dev.leadrelay.validation.Check;
import dev.leadrelay.validation.DraftSubject;
import dev.leadrelay.validation.SellerProfile;
import dev.leadrelay.validation.Violations;
import dev.leadrelay.validation.text.Folding;
import dev.leadrelay.validation.text.Phrases;
import java.util.ArrayList;
import java.util.List;

/** The footer is the seller profile's, word for word, and the body has none of its own. */
final class FooterCheck implements Check<DraftSubject> {
    private static final Phrases OPT_OUT = new Phrases(
            true,
            "unsubscribe\\b",
            "opt[- ]out\\b",
            "abbestellen\\b",
            "abmelden\\b",
            "austragen\\b",
            "se désabonner\\b",
            "se désinscrire\\b",
            "darse de baja\\b",
            "no longer wish to receive\\b",
            "not wish to receive\\b",
            "keine weiteren (?:e-?mails|nachrichten)\\b");

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
                    code(),
                    "/footer",
                    "the footer is not the seller profile's for " + Violations.shortened(subject.language())));
        }
        String body = subject.draft().getBody();
        String optOut = OPT_OUT.firstIn(body);
        String address = Folding.squeeze(seller.footer().postalAddress());
        if (optOut != null) {
            found.add(inBody(optOut));
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
