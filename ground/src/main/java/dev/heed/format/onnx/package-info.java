/** What Heed reads of an ONNX file: a graph's nodes and its stored tensors. Source: onnx.proto and protobuf's wire format. */
package dev.heed.format.onnx;
