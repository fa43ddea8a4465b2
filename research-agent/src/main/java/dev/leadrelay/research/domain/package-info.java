/** How a lead is researched: what is gathered, what is claimed from it, and what the gate says. */
@NullMarked
package dev.leadrelay.research.domain;

import org.jspecify.annotations.NullMarked;
