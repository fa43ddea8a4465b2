package dev.leadrelay.deadletter.desk;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A list and the leads of it that have ended.
 *
 * @param progress its ledger; null when nothing is known of it now
 * @param next query string of the next page; empty when this is the last
 */
public record ListView(
        String id, OverviewView.@Nullable ListRow progress, Filter filter, List<Row> leads, String next) {

    /** What is filtered by; empty is any. */
    public record Filter(String status, String tier, String text) {}

    /** Address of a file of the leads that the filter finds. */
    public String fileHref(String type) {
        return Links.list(id).replace("/desk/list?", "/desk/list." + type + "?")
                + Links.and("status", filter.status())
                + Links.and("tier", filter.tier())
                + Links.and("text", filter.text());
    }

    /** Address of its dead letters that wait for a decision. */
    public String lettersHref() {
        return Links.letters("list", id) + "&state=OPEN";
    }

    /** An ended lead. */
    public record Row(
            String key,
            String externalId,
            String who,
            String company,
            String status,
            String reason,
            String score,
            String subject,
            String cost,
            String ended) {
        /** Address of its page. */
        public String href() {
            return Links.lead(key);
        }
    }
}
