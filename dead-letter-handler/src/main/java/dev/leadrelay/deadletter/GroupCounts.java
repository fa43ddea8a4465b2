package dev.leadrelay.deadletter;

import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.search.Collector;
import org.apache.lucene.search.CollectorManager;
import org.apache.lucene.search.LeafCollector;
import org.apache.lucene.search.Scorable;
import org.apache.lucene.search.ScoreMode;

/** Counts what a query of the index finds by the value of a field. */
final class GroupCounts implements CollectorManager<GroupCounts.OfSlice, Map<String, Long>> {

    private final String field;

    /** @param field of which each document has one value */
    GroupCounts(String field) {
        this.field = field;
    }

    /** Counts of a part of the index. For one thread. */
    static final class OfSlice implements Collector {
        private final String field;
        private final Map<String, Long> counts = new HashMap<>();

        OfSlice(String field) {
            this.field = field;
        }

        @Override
        public LeafCollector getLeafCollector(LeafReaderContext context) throws IOException {
            SortedDocValues groups = DocValues.getSorted(context.reader(), field);
            long[] items = new long[groups.getValueCount()];
            return new LeafCollector() {
                @Override
                public void setScorer(Scorable scorer) {
                    // Nothing is scored.
                }

                @Override
                public void collect(int document) throws IOException {
                    if (groups.advanceExact(document)) {
                        items[groups.ordValue()]++;
                    }
                }

                @Override
                public void finish() throws IOException {
                    for (int group = 0; group < items.length; group++) {
                        if (items[group] > 0) {
                            counts.merge(groups.lookupOrd(group).utf8ToString(), items[group], Long::sum);
                        }
                    }
                }
            };
        }

        @Override
        public ScoreMode scoreMode() {
            return ScoreMode.COMPLETE_NO_SCORES;
        }
    }

    @Override
    public OfSlice newCollector() {
        return new OfSlice(field);
    }

    @Override
    public Map<String, Long> reduce(Collection<OfSlice> slices) {
        Map<String, Long> all = new HashMap<>();
        slices.forEach(slice -> slice.counts.forEach((group, items) -> all.merge(group, items, Long::sum)));
        return all;
    }
}
