package dev.leadrelay.research.source;

/** Kinds of search services that can be asked. */
public enum SearchKind {
    /** A SearXNG of one's own, or what answers like it. */
    SEARXNG,
    /** The Brave Search API. */
    BRAVE,
    /** Google's Custom Search JSON API. */
    GOOGLE
}
