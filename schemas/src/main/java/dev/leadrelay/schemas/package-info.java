/** The contracts that every part of LeadRelay shares: topics, identifiers and the failure table. */
@NullMarked
package dev.leadrelay.schemas;

import org.jspecify.annotations.NullMarked;
