package dev.leadrelay.deadletter;

import dev.leadrelay.service.SettingsException;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.LongField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.IndexSortSortedNumericDocValuesRangeQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.SortedNumericSelector;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.NRTCachingDirectory;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds and counts dead letters by whatever a filter asks for. It is a copy of what the store holds and knows up to which change of which
 * store it goes; whatever it is told twice changes nothing. One thread writes, any may ask.
 */
final class LetterIndex implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(LetterIndex.class);

    /** It would advise, at each start, to add an incubating module that nothing here has a use for. Held, lest it be collected. */
    private static final java.util.logging.Logger VECTORS =
            java.util.logging.Logger.getLogger("org.apache.lucene.internal.vectorization.VectorizationProvider");

    static {
        VECTORS.setLevel(Level.SEVERE);
    }

    private static final String ID = "id";
    private static final String WORD = "word";
    private static final String LIST = "list";
    private static final String STAGE = "stage";
    private static final String CLASS = "class";
    private static final String STATE = "state";
    private static final String FINGERPRINT = "fingerprint";
    private static final String PARKED_AT = "parked-at";

    /** State and fingerprint, by which groups are counted. */
    private static final String GROUP = "group";

    /** State, stage, class, and whether it is about a known lead. */
    private static final String KIND = "kind";

    private static final String STORE = "store";
    private static final String CHANGE = "change";

    /** To be raised with each change of what a document holds: an index of another layout is built anew. */
    private static final String LAYOUT_MARK = " layout 1";

    /** What is shown after each change stays in memory while it is small. */
    private static final double SMALL_MEGABYTES = 5;

    private static final double CACHE_MEGABYTES = 32;
    private static final Sort LATEST_FIRST = new Sort(
            LongField.newSortField(PARKED_AT, true, SortedNumericSelector.Type.MAX),
            new SortField(ID, SortField.Type.STRING, true));

    /** Number of the dead letters of a fingerprint in a state. */
    record Count(String fingerprint, String state, long items) {}

    private final Directory directory;
    private @Nullable IndexWriter writer;
    private String storeId = "";
    private long change;
    private volatile @Nullable SearcherManager searchers;
    private volatile boolean whole;

    private LetterIndex(Directory directory) {
        this.directory = directory;
    }

    /**
     * An index in a folder, which is made where there is none.
     *
     * @throws SettingsException when it cannot be made
     */
    static LetterIndex in(Path folder) {
        try {
            return new LetterIndex(new NRTCachingDirectory(FSDirectory.open(folder), SMALL_MEGABYTES, CACHE_MEGABYTES));
        } catch (IOException e) {
            throw new SettingsException("the folder " + folder + " for the index of dead letters cannot be made (" + e
                    + "); set leadrelay.dead-letter-handler.index-dir");
        }
    }

    /** An index that is gone with the process. */
    static LetterIndex inMemory() {
        return new LetterIndex(new ByteBuffersDirectory());
    }

    /** Opens it for writing, where it is not open; what cannot be read is thrown away, to be built anew. */
    void open() throws IOException {
        IndexWriter current = writer;
        if (current != null && current.isOpen()) {
            return;
        }
        whole = false;
        closeSearchers();
        IndexWriter opened = openWriter();
        writer = opened;
        searchers = new SearcherManager(opened, null);
        storeId = "";
        change = 0;
        Iterable<Map.Entry<String, String>> committed = opened.getLiveCommitData();
        if (committed != null) {
            committed.forEach(entry -> {
                switch (entry.getKey()) {
                    case STORE -> storeId = withoutLayout(entry.getValue());
                    case CHANGE -> change = Long.parseLong(entry.getValue());
                    default -> log.debug("Unknown commit data {}", entry.getKey());
                }
            });
        }
    }

    private static String withoutLayout(String store) {
        return store.endsWith(LAYOUT_MARK) ? store.substring(0, store.length() - LAYOUT_MARK.length()) : "";
    }

    private IndexWriter openWriter() throws IOException {
        try {
            return new IndexWriter(directory, config());
        } catch (CorruptIndexException
                | IndexFormatTooOldException
                | IndexFormatTooNewException
                | NoSuchFileException
                | FileNotFoundException
                | EOFException
                | IllegalArgumentException e) {
            // The last is what another order of the documents comes to.
            log.warn("The index of dead letters cannot be read and is built anew", e);
            for (String file : directory.listAll()) {
                if (!file.equals(IndexWriter.WRITE_LOCK_NAME)) {
                    directory.deleteFile(file);
                }
            }
            return new IndexWriter(directory, config());
        }
    }

    private static IndexWriterConfig config() {
        return new IndexWriterConfig()
                // A page ends then where it is full, however many more there are.
                .setIndexSort(LATEST_FIRST)
                .setCommitOnClose(false);
    }

    /** The store whose dead letters it holds; empty for none. */
    String storeId() {
        return storeId;
    }

    /** The last change that it holds. */
    long change() {
        return change;
    }

    /** Empties it, to be filled for a store up to a change. */
    void begin(String store, long upTo) throws IOException {
        whole = false;
        opened().deleteAll();
        storeId = store;
        change = upTo;
    }

    /** Adds dead letters, or replaces them. */
    void put(Collection<Counted> letters) throws IOException {
        IndexWriter open = opened();
        for (Counted letter : letters) {
            open.updateDocument(new Term(ID, letter.id()), document(letter));
        }
    }

    /** Shows what was put, which goes up to a change and is everything. */
    void show(long upTo) throws IOException {
        change = upTo;
        SearcherManager current = searchers;
        if (current != null) {
            current.maybeRefreshBlocking();
        }
        whole = true;
    }

    /** From now on it is not everything, until it is shown again. */
    void doubt() {
        whole = false;
    }

    /** Writes everything through to the disk. */
    void commit() throws IOException {
        IndexWriter open = opened();
        open.setLiveCommitData(Map.of(STORE, storeId + LAYOUT_MARK, CHANGE, Long.toString(change))
                .entrySet());
        open.commit();
    }

    /** Places of the dead letters that a filter finds, the latest first. */
    List<Cursor> page(ItemFilter filter, @Nullable Cursor after, int limit) {
        return ask(searcher -> {
            int known = searcher.getIndexReader().maxDoc();
            if (known == 0) {
                return List.of();
            }
            // Of those that agree in time and identifier, which is the cursor's own, none is behind it.
            FieldDoc behind = after == null
                    ? null
                    : new FieldDoc(known - 1, Float.NaN, new Object[] {after.parkedAt(), new BytesRef(after.id())});
            List<Cursor> places = new ArrayList<>();
            for (ScoreDoc found : searcher.searchAfter(behind, query(filter, after), limit, LATEST_FIRST).scoreDocs) {
                Object[] place = ((FieldDoc) found).fields;
                places.add(new Cursor((Long) place[0], ((BytesRef) place[1]).utf8ToString()));
            }
            return places;
        });
    }

    /** Numbers of all dead letters by what they agree in. */
    List<TriageQueries.Count> counts() {
        return ask(searcher -> {
            List<TriageQueries.Count> counts = new ArrayList<>();
            searcher.search(new MatchAllDocsQuery(), new GroupCounts(KIND)).forEach((kind, items) -> {
                String[] parts = kind.split(" ");
                counts.add(
                        new TriageQueries.Count(parts[0], parts[1], parts[2], Boolean.parseBoolean(parts[3]), items));
            });
            return counts;
        });
    }

    /** Numbers of the dead letters that a filter finds, by fingerprint and state. */
    List<Count> counts(ItemFilter filter) {
        return ask(searcher -> {
            List<Count> counts = new ArrayList<>();
            searcher.search(query(filter, null), new GroupCounts(GROUP)).forEach((group, items) -> {
                int cut = group.indexOf(' ');
                counts.add(new Count(group.substring(cut + 1), group.substring(0, cut), items));
            });
            return counts;
        });
    }

    /**
     * How many of some fingerprints were parked on each of some days (UTC, counted from the epoch).
     *
     * @return by fingerprint, the first day first; a fingerprint without any is not there
     */
    Map<String, long[]> trends(List<String> fingerprints, long firstDay, long lastDay) {
        return ask(searcher -> {
            Map<String, long[]> trends = new HashMap<>();
            Query shown = new TermInSetQuery(
                    FINGERPRINT, fingerprints.stream().map(BytesRef::new).toList());
            for (long day = firstDay; day <= lastDay; day++) {
                int column = (int) (day - firstDay);
                Query parked = parked(day * Counted.DAY_MILLIS, (day + 1) * Counted.DAY_MILLIS - 1);
                Query query = new BooleanQuery.Builder()
                        .add(shown, Occur.FILTER)
                        .add(parked, Occur.FILTER)
                        .build();
                searcher.search(query, new GroupCounts(GROUP))
                        .forEach((group, items) -> trends.computeIfAbsent(
                                        group.substring(group.indexOf(' ') + 1),
                                        any -> new long[(int) (lastDay - firstDay + 1)])[column] += items);
            }
            return trends;
        });
    }

    @Override
    public void close() {
        try {
            IndexWriter open = writer;
            if (open != null && open.isOpen()) {
                if (whole) {
                    commit();
                }
                whole = false;
                closeSearchers();
                open.close();
            }
            directory.close();
        } catch (IOException e) {
            log.warn("The index of dead letters was not closed well; what it lacks is added at the next start", e);
        }
    }

    private interface Question<T> {
        T ask(IndexSearcher searcher) throws IOException;
    }

    private <T> T ask(Question<T> question) {
        SearcherManager current = searchers;
        if (!whole || current == null) {
            throw incomplete();
        }
        try {
            IndexSearcher searcher = current.acquire();
            try {
                return question.ask(searcher);
            } finally {
                current.release(searcher);
            }
        } catch (AlreadyClosedException e) {
            throw incomplete();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RequestException incomplete() {
        return new RequestException(
                503, "the dead letters are being indexed, so they cannot be listed yet; try again in a moment");
    }

    private static Query query(ItemFilter filter, @Nullable Cursor after) {
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        for (Words.Wanted wanted : filter.words()) {
            Term term = new Term(WORD, wanted.word());
            all.add(wanted.beginning() ? new PrefixQuery(term) : new TermQuery(term), Occur.FILTER);
        }
        filter(all, LIST, filter.listId());
        filter(all, STAGE, filter.stage());
        filter(all, CLASS, filter.failureClass());
        filter(all, STATE, filter.state());
        filter(all, FINGERPRINT, filter.fingerprint());
        long first = filter.since() == null ? Long.MIN_VALUE : filter.since();
        long last = filter.until() == null ? Long.MAX_VALUE : filter.until() - 1;
        last = after == null ? last : Math.min(last, after.parkedAt());
        if (first > Long.MIN_VALUE || last < Long.MAX_VALUE) {
            all.add(parked(first, last), Occur.FILTER);
        }
        BooleanQuery query = all.build();
        return query.clauses().isEmpty() ? new MatchAllDocsQuery() : query;
    }

    /** Parked from the first to the last of these times: found by halving, since documents stand in that order. */
    private static Query parked(long first, long last) {
        return new IndexSortSortedNumericDocValuesRangeQuery(
                PARKED_AT, first, last, LongField.newRangeQuery(PARKED_AT, first, last));
    }

    private static void filter(BooleanQuery.Builder all, String field, @Nullable String value) {
        if (value != null) {
            all.add(new TermQuery(new Term(field, value)), Occur.FILTER);
        }
    }

    private static Document document(Counted letter) {
        Document document = new Document();
        keyword(document, ID, letter.id());
        document.add(new SortedDocValuesField(ID, new BytesRef(letter.id())));
        keyword(document, LIST, letter.listId());
        keyword(document, STAGE, letter.stage());
        keyword(document, CLASS, letter.failureClass());
        keyword(document, STATE, letter.state());
        keyword(document, FINGERPRINT, letter.fingerprint());
        letter.words().forEach(word -> keyword(document, WORD, word));
        document.add(new LongField(PARKED_AT, letter.parkedAt(), Field.Store.NO));
        document.add(new SortedDocValuesField(GROUP, new BytesRef(letter.state() + " " + letter.fingerprint())));
        String kind = String.join(
                " ", letter.state(), letter.stage(), letter.failureClass(), Boolean.toString(letter.attributed()));
        document.add(new SortedDocValuesField(KIND, new BytesRef(kind)));
        return document;
    }

    private static void keyword(Document document, String field, @Nullable String value) {
        if (value != null) {
            document.add(new StringField(field, value, Field.Store.NO));
        }
    }

    private IndexWriter opened() throws IOException {
        IndexWriter open = writer;
        if (open == null || !open.isOpen()) {
            throw new IOException("the index of dead letters is closed");
        }
        return open;
    }

    private void closeSearchers() throws IOException {
        SearcherManager current = searchers;
        searchers = null;
        if (current != null) {
            current.close();
        }
    }
}
