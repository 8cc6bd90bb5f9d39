/**
 * What a family's file is made of: the blueprint of a model, the values of its config with the faults they may have, and what
 * families share (BERT's blocks, rotary values, heads). It knows no family; {@link dev.heed.model.family} knows them all.
 */
package dev.heed.model.blueprint;
