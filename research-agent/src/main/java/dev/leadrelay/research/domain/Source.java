package dev.leadrelay.research.domain;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.leadrelay.schemas.records.EvidenceKind;

/** Where evidence can come from: the tools by name, with their one argument and the kind of evidence they give. */
public enum Source {
    FETCH_PAGE("fetch_page", "url", EvidenceKind.WEB_PAGE),
    COMPANY_RECORDS("company_records", "domain", EvidenceKind.COMPANY_RECORD),
    SEARCH_WEB("search_web", "query", EvidenceKind.SEARCH_RESULT);

    /** A second argument of {@link #COMPANY_RECORDS} that may be left out. */
    public static final String COMPANY_NAME = "name";

    /** Characters of it at most. */
    public static final int LONGEST_NAME = 200;

    private final String tool;
    private final String argument;
    private final EvidenceKind kind;

    Source(String tool, String argument, EvidenceKind kind) {
        this.tool = tool;
        this.argument = argument;
        this.kind = kind;
    }

    /** Name of the tool. */
    public String tool() {
        return tool;
    }

    /** Name of its argument. */
    public String argument() {
        return argument;
    }

    EvidenceKind kind() {
        return kind;
    }

    ObjectNode input(String value) {
        return JsonNodeFactory.instance.objectNode().put(argument, value);
    }

    /** The source of that tool name; UNKNOWN evidence never arises, so an unknown name is a defect. */
    static Source ofTool(String name) {
        for (Source source : values()) {
            if (source.tool.equals(name)) {
                return source;
            }
        }
        throw new IllegalArgumentException("no source has a tool " + name);
    }
}
