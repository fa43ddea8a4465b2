package dev.leadrelay.validation;

import dev.leadrelay.schemas.records.Draft;
import dev.leadrelay.schemas.records.Lead;
import dev.leadrelay.schemas.records.Research;
import dev.leadrelay.schemas.records.Score;

/**
 * What the draft gate looks at.
 *
 * @param language BCP 47 tag the draft must be in: the lead's own, else its list's
 */
public record DraftSubject(
        Lead lead, Research research, Score score, Draft draft, SellerProfile seller, String language) {

    /** The subject of a list's lead: the lead's own language goes before the list's. */
    public static DraftSubject of(
            Lead lead, Research research, Score score, Draft draft, SellerProfile seller, String listLanguage) {
        String own = lead.getLanguage();
        return new DraftSubject(
                lead, research, score, draft, seller, own == null || own.isBlank() ? listLanguage : own);
    }
}
