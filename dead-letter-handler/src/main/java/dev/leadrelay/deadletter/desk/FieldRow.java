package dev.leadrelay.deadletter.desk;

import java.util.List;

/**
 * A field of a record as one line of a form.
 *
 * @param path JSON pointer
 * @param depth how far it is nested, from 0
 * @param value the value as text; empty for one that only holds others
 * @param remarks what the gate found at this field
 */
public record FieldRow(String path, String name, int depth, String value, List<Remark> remarks) {}
