/*eslint-disable block-scoped-var, id-length, no-control-regex, no-magic-numbers, no-mixed-operators, no-prototype-builtins, no-redeclare, no-shadow, no-var, sort-vars, default-case, jsdoc/require-param*/
import $protobuf from "protobufjs/minimal.js";

// Common aliases
const $Reader = $protobuf.Reader, $Writer = $protobuf.Writer, $util = $protobuf.util;
const $Object = $util.global.Object, $undefined = $util.global.undefined, $Error = $util.global.Error, $RangeError = $util.global.RangeError;

// Exported root namespace
const $root = $protobuf.roots["wire"] || ($protobuf.roots["wire"] = {});

export const equipoise = $root.equipoise = (() => {

    /**
     * Namespace equipoise.
     * @exports equipoise
     * @namespace
     */
    const equipoise = {};

    equipoise.wire = (function() {

        /**
         * Namespace wire.
         * @memberof equipoise
         * @namespace
         */
        const wire = {};

        wire.HelloReply = (function() {

            /**
             * Properties of a HelloReply.
             * @typedef {Object} equipoise.wire.HelloReply.$Properties
             * @property {number|null} [board] HelloReply board
             * @property {number|null} [state] HelloReply state
             * @property {number|null} [committed] HelloReply committed
             * @property {number|null} [digest] HelloReply digest
             * @property {number|null} [step] HelloReply step
             * @property {number|null} [imageBytes] HelloReply imageBytes
             * @property {number|null} [neurons] HelloReply neurons
             * @property {number|null} [sources] HelloReply sources
             * @property {number|null} [maxData] HelloReply maxData
             * @property {number|null} [window] HelloReply window
             * @property {number|null} [logWords] HelloReply logWords
             * @property {number|null} [injectWords] HelloReply injectWords
             * @property {number|null} [traceWords] HelloReply traceWords
             * @property {number|null} [clockHz] HelloReply clockHz
             * @property {number|null} [features] HelloReply features
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a HelloReply.
             * @memberof equipoise.wire
             * @interface IHelloReply
             * @augments equipoise.wire.HelloReply.$Properties
             * @deprecated Use equipoise.wire.HelloReply.$Properties instead.
             */

            /**
             * Shape of a HelloReply.
             * @typedef {equipoise.wire.HelloReply.$Properties} equipoise.wire.HelloReply.$Shape
             */

            /**
             * Constructs a new HelloReply.
             * @memberof equipoise.wire
             * @classdesc Represents a HelloReply.
             * @constructor
             * @param {equipoise.wire.HelloReply.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const HelloReply = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * HelloReply board.
             * @member {number|null|undefined} board
             * @memberof equipoise.wire.HelloReply
             * @instance
             */
            HelloReply.prototype.board = null;

            /**
             * HelloReply state.
             * @member {number|null|undefined} state
             * @memberof equipoise.wire.HelloReply
             * @instance
             */
            HelloReply.prototype.state = null;

            /**
             * HelloReply committed.
             * @member {number|null|undefined} committed
             * @memberof equipoise.wire.HelloReply
             * @instance
             */
            HelloReply.prototype.committed = null;

            /**
             * HelloReply digest.
             * @member {number|null|undefined} digest
             * @memberof equipoise.wire.HelloReply
             * @instance
             */
            HelloReply.prototype.digest = null;

            /**
             * HelloReply step.
             * @member {number|null|undefined} step
             * @memberof equipoise.wire.HelloReply
             * @instance
             */
            HelloReply.prototype.step = null;

            /**
             * HelloReply imageBytes.
             * @member {number|null|undefined} imageBytes
             * @memberof equipoise.wire.HelloReply
             * @instance
             */
            HelloReply.prototype.imageBytes = null;

            /**
             * HelloReply neurons.
             * @member {number|null|undefined} neurons
             * @memberof equipoise.wire.HelloReply
             * @instance
             */
            HelloReply.prototype.neurons = null;

            /**
             * HelloReply sources.
             * @member {number|null|undefined} sources
             * @memberof equipoise.wire.HelloReply
             * @instance
             */
            HelloReply.prototype.sources = null;

            /**
             * HelloReply maxData.
             * @member {number|null|undefined} maxData
             * @memberof equipoise.wire.HelloReply
             * @instance
             */
            HelloReply.prototype.maxData = null;

            /**
             * HelloReply window.
             * @member {number|null|undefined} window
             * @memberof equipoise.wire.HelloReply
             * @instance
             */
            HelloReply.prototype.window = null;

            /**
             * HelloReply logWords.
             * @member {number|null|undefined} logWords
             * @memberof equipoise.wire.HelloReply
             * @instance
             */
            HelloReply.prototype.logWords = null;

            /**
             * HelloReply injectWords.
             * @member {number|null|undefined} injectWords
             * @memberof equipoise.wire.HelloReply
             * @instance
             */
            HelloReply.prototype.injectWords = null;

            /**
             * HelloReply traceWords.
             * @member {number|null|undefined} traceWords
             * @memberof equipoise.wire.HelloReply
             * @instance
             */
            HelloReply.prototype.traceWords = null;

            /**
             * HelloReply clockHz.
             * @member {number|null|undefined} clockHz
             * @memberof equipoise.wire.HelloReply
             * @instance
             */
            HelloReply.prototype.clockHz = null;

            /**
             * HelloReply features.
             * @member {number|null|undefined} features
             * @memberof equipoise.wire.HelloReply
             * @instance
             */
            HelloReply.prototype.features = null;

            // OneOf field names bound to virtual getters and setters
            let $oneOfFields;

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(HelloReply.prototype, "_board", {
                get: $util.oneOfGetter($oneOfFields = ["board"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(HelloReply.prototype, "_state", {
                get: $util.oneOfGetter($oneOfFields = ["state"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(HelloReply.prototype, "_committed", {
                get: $util.oneOfGetter($oneOfFields = ["committed"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(HelloReply.prototype, "_digest", {
                get: $util.oneOfGetter($oneOfFields = ["digest"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(HelloReply.prototype, "_step", {
                get: $util.oneOfGetter($oneOfFields = ["step"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(HelloReply.prototype, "_imageBytes", {
                get: $util.oneOfGetter($oneOfFields = ["imageBytes"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(HelloReply.prototype, "_neurons", {
                get: $util.oneOfGetter($oneOfFields = ["neurons"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(HelloReply.prototype, "_sources", {
                get: $util.oneOfGetter($oneOfFields = ["sources"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(HelloReply.prototype, "_maxData", {
                get: $util.oneOfGetter($oneOfFields = ["maxData"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(HelloReply.prototype, "_window", {
                get: $util.oneOfGetter($oneOfFields = ["window"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(HelloReply.prototype, "_logWords", {
                get: $util.oneOfGetter($oneOfFields = ["logWords"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(HelloReply.prototype, "_injectWords", {
                get: $util.oneOfGetter($oneOfFields = ["injectWords"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(HelloReply.prototype, "_traceWords", {
                get: $util.oneOfGetter($oneOfFields = ["traceWords"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(HelloReply.prototype, "_clockHz", {
                get: $util.oneOfGetter($oneOfFields = ["clockHz"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(HelloReply.prototype, "_features", {
                get: $util.oneOfGetter($oneOfFields = ["features"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            /**
             * Creates a new HelloReply instance using the specified properties.
             * @function create
             * @memberof equipoise.wire.HelloReply
             * @static
             * @param {equipoise.wire.HelloReply.$Properties=} [properties] Properties to set
             * @returns {equipoise.wire.HelloReply} HelloReply instance
             * @type {{
             *   (properties: equipoise.wire.HelloReply.$Shape): equipoise.wire.HelloReply & equipoise.wire.HelloReply.$Shape;
             *   (properties?: equipoise.wire.HelloReply.$Properties): equipoise.wire.HelloReply;
             * }}
             */
            HelloReply.create = function(properties) {
                return new HelloReply(properties);
            };

            /**
             * Encodes the specified HelloReply message. Does not implicitly {@link equipoise.wire.HelloReply.verify|verify} messages.
             * @function encode
             * @memberof equipoise.wire.HelloReply
             * @static
             * @param {equipoise.wire.HelloReply.$Properties} message HelloReply message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            HelloReply.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.board != null && $Object.hasOwnProperty.call(message, "board"))
                    writer.uint32(/* id 1, wireType 5 =*/13).fixed32(message.board);
                if (message.state != null && $Object.hasOwnProperty.call(message, "state"))
                    writer.uint32(/* id 2, wireType 5 =*/21).fixed32(message.state);
                if (message.committed != null && $Object.hasOwnProperty.call(message, "committed"))
                    writer.uint32(/* id 3, wireType 5 =*/29).fixed32(message.committed);
                if (message.digest != null && $Object.hasOwnProperty.call(message, "digest"))
                    writer.uint32(/* id 4, wireType 5 =*/37).fixed32(message.digest);
                if (message.step != null && $Object.hasOwnProperty.call(message, "step"))
                    writer.uint32(/* id 5, wireType 5 =*/45).fixed32(message.step);
                if (message.imageBytes != null && $Object.hasOwnProperty.call(message, "imageBytes"))
                    writer.uint32(/* id 6, wireType 5 =*/53).fixed32(message.imageBytes);
                if (message.neurons != null && $Object.hasOwnProperty.call(message, "neurons"))
                    writer.uint32(/* id 7, wireType 5 =*/61).fixed32(message.neurons);
                if (message.sources != null && $Object.hasOwnProperty.call(message, "sources"))
                    writer.uint32(/* id 8, wireType 5 =*/69).fixed32(message.sources);
                if (message.maxData != null && $Object.hasOwnProperty.call(message, "maxData"))
                    writer.uint32(/* id 9, wireType 5 =*/77).fixed32(message.maxData);
                if (message.window != null && $Object.hasOwnProperty.call(message, "window"))
                    writer.uint32(/* id 10, wireType 5 =*/85).fixed32(message.window);
                if (message.logWords != null && $Object.hasOwnProperty.call(message, "logWords"))
                    writer.uint32(/* id 11, wireType 5 =*/93).fixed32(message.logWords);
                if (message.injectWords != null && $Object.hasOwnProperty.call(message, "injectWords"))
                    writer.uint32(/* id 12, wireType 5 =*/101).fixed32(message.injectWords);
                if (message.traceWords != null && $Object.hasOwnProperty.call(message, "traceWords"))
                    writer.uint32(/* id 13, wireType 5 =*/109).fixed32(message.traceWords);
                if (message.clockHz != null && $Object.hasOwnProperty.call(message, "clockHz"))
                    writer.uint32(/* id 14, wireType 5 =*/117).fixed32(message.clockHz);
                if (message.features != null && $Object.hasOwnProperty.call(message, "features"))
                    writer.uint32(/* id 15, wireType 5 =*/125).fixed32(message.features);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a HelloReply message from the specified reader or buffer.
             * @function decode
             * @memberof equipoise.wire.HelloReply
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {equipoise.wire.HelloReply & equipoise.wire.HelloReply.$Shape} HelloReply
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            HelloReply.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.equipoise.wire.HelloReply();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 5)
                                break;
                            message.board = reader.fixed32();
                            message._board = "board";
                            continue;
                        }
                    case 2: {
                            if (wireType !== 5)
                                break;
                            message.state = reader.fixed32();
                            message._state = "state";
                            continue;
                        }
                    case 3: {
                            if (wireType !== 5)
                                break;
                            message.committed = reader.fixed32();
                            message._committed = "committed";
                            continue;
                        }
                    case 4: {
                            if (wireType !== 5)
                                break;
                            message.digest = reader.fixed32();
                            message._digest = "digest";
                            continue;
                        }
                    case 5: {
                            if (wireType !== 5)
                                break;
                            message.step = reader.fixed32();
                            message._step = "step";
                            continue;
                        }
                    case 6: {
                            if (wireType !== 5)
                                break;
                            message.imageBytes = reader.fixed32();
                            message._imageBytes = "imageBytes";
                            continue;
                        }
                    case 7: {
                            if (wireType !== 5)
                                break;
                            message.neurons = reader.fixed32();
                            message._neurons = "neurons";
                            continue;
                        }
                    case 8: {
                            if (wireType !== 5)
                                break;
                            message.sources = reader.fixed32();
                            message._sources = "sources";
                            continue;
                        }
                    case 9: {
                            if (wireType !== 5)
                                break;
                            message.maxData = reader.fixed32();
                            message._maxData = "maxData";
                            continue;
                        }
                    case 10: {
                            if (wireType !== 5)
                                break;
                            message.window = reader.fixed32();
                            message._window = "window";
                            continue;
                        }
                    case 11: {
                            if (wireType !== 5)
                                break;
                            message.logWords = reader.fixed32();
                            message._logWords = "logWords";
                            continue;
                        }
                    case 12: {
                            if (wireType !== 5)
                                break;
                            message.injectWords = reader.fixed32();
                            message._injectWords = "injectWords";
                            continue;
                        }
                    case 13: {
                            if (wireType !== 5)
                                break;
                            message.traceWords = reader.fixed32();
                            message._traceWords = "traceWords";
                            continue;
                        }
                    case 14: {
                            if (wireType !== 5)
                                break;
                            message.clockHz = reader.fixed32();
                            message._clockHz = "clockHz";
                            continue;
                        }
                    case 15: {
                            if (wireType !== 5)
                                break;
                            message.features = reader.fixed32();
                            message._features = "features";
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return HelloReply;
        })();

        wire.Write = (function() {

            /**
             * Properties of a Write.
             * @typedef {Object} equipoise.wire.Write.$Properties
             * @property {number|null} [address] Write address
             * @property {Uint8Array|null} [data] Write data
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Write.
             * @memberof equipoise.wire
             * @interface IWrite
             * @augments equipoise.wire.Write.$Properties
             * @deprecated Use equipoise.wire.Write.$Properties instead.
             */

            /**
             * Shape of a Write.
             * @typedef {equipoise.wire.Write.$Properties} equipoise.wire.Write.$Shape
             */

            /**
             * Constructs a new Write.
             * @memberof equipoise.wire
             * @classdesc Represents a Write.
             * @constructor
             * @param {equipoise.wire.Write.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Write = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Write address.
             * @member {number|null|undefined} address
             * @memberof equipoise.wire.Write
             * @instance
             */
            Write.prototype.address = null;

            /**
             * Write data.
             * @member {Uint8Array|null|undefined} data
             * @memberof equipoise.wire.Write
             * @instance
             */
            Write.prototype.data = null;

            // OneOf field names bound to virtual getters and setters
            let $oneOfFields;

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Write.prototype, "_address", {
                get: $util.oneOfGetter($oneOfFields = ["address"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Write.prototype, "_data", {
                get: $util.oneOfGetter($oneOfFields = ["data"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            /**
             * Creates a new Write instance using the specified properties.
             * @function create
             * @memberof equipoise.wire.Write
             * @static
             * @param {equipoise.wire.Write.$Properties=} [properties] Properties to set
             * @returns {equipoise.wire.Write} Write instance
             * @type {{
             *   (properties: equipoise.wire.Write.$Shape): equipoise.wire.Write & equipoise.wire.Write.$Shape;
             *   (properties?: equipoise.wire.Write.$Properties): equipoise.wire.Write;
             * }}
             */
            Write.create = function(properties) {
                return new Write(properties);
            };

            /**
             * Encodes the specified Write message. Does not implicitly {@link equipoise.wire.Write.verify|verify} messages.
             * @function encode
             * @memberof equipoise.wire.Write
             * @static
             * @param {equipoise.wire.Write.$Properties} message Write message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Write.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.address != null && $Object.hasOwnProperty.call(message, "address"))
                    writer.uint32(/* id 1, wireType 5 =*/13).fixed32(message.address);
                if (message.data != null && $Object.hasOwnProperty.call(message, "data"))
                    writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.data);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Write message from the specified reader or buffer.
             * @function decode
             * @memberof equipoise.wire.Write
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {equipoise.wire.Write & equipoise.wire.Write.$Shape} Write
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Write.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.equipoise.wire.Write();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 5)
                                break;
                            message.address = reader.fixed32();
                            message._address = "address";
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            message.data = reader.bytes();
                            message._data = "data";
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Write;
        })();

        wire.Readback = (function() {

            /**
             * Properties of a Readback.
             * @typedef {Object} equipoise.wire.Readback.$Properties
             * @property {number|null} [address] Readback address
             * @property {number|null} [length] Readback length
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Readback.
             * @memberof equipoise.wire
             * @interface IReadback
             * @augments equipoise.wire.Readback.$Properties
             * @deprecated Use equipoise.wire.Readback.$Properties instead.
             */

            /**
             * Shape of a Readback.
             * @typedef {equipoise.wire.Readback.$Properties} equipoise.wire.Readback.$Shape
             */

            /**
             * Constructs a new Readback.
             * @memberof equipoise.wire
             * @classdesc Represents a Readback.
             * @constructor
             * @param {equipoise.wire.Readback.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Readback = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Readback address.
             * @member {number|null|undefined} address
             * @memberof equipoise.wire.Readback
             * @instance
             */
            Readback.prototype.address = null;

            /**
             * Readback length.
             * @member {number|null|undefined} length
             * @memberof equipoise.wire.Readback
             * @instance
             */
            Readback.prototype.length = null;

            // OneOf field names bound to virtual getters and setters
            let $oneOfFields;

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Readback.prototype, "_address", {
                get: $util.oneOfGetter($oneOfFields = ["address"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Readback.prototype, "_length", {
                get: $util.oneOfGetter($oneOfFields = ["length"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            /**
             * Creates a new Readback instance using the specified properties.
             * @function create
             * @memberof equipoise.wire.Readback
             * @static
             * @param {equipoise.wire.Readback.$Properties=} [properties] Properties to set
             * @returns {equipoise.wire.Readback} Readback instance
             * @type {{
             *   (properties: equipoise.wire.Readback.$Shape): equipoise.wire.Readback & equipoise.wire.Readback.$Shape;
             *   (properties?: equipoise.wire.Readback.$Properties): equipoise.wire.Readback;
             * }}
             */
            Readback.create = function(properties) {
                return new Readback(properties);
            };

            /**
             * Encodes the specified Readback message. Does not implicitly {@link equipoise.wire.Readback.verify|verify} messages.
             * @function encode
             * @memberof equipoise.wire.Readback
             * @static
             * @param {equipoise.wire.Readback.$Properties} message Readback message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Readback.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.address != null && $Object.hasOwnProperty.call(message, "address"))
                    writer.uint32(/* id 1, wireType 5 =*/13).fixed32(message.address);
                if (message.length != null && $Object.hasOwnProperty.call(message, "length"))
                    writer.uint32(/* id 2, wireType 5 =*/21).fixed32(message.length);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Readback message from the specified reader or buffer.
             * @function decode
             * @memberof equipoise.wire.Readback
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {equipoise.wire.Readback & equipoise.wire.Readback.$Shape} Readback
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Readback.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.equipoise.wire.Readback();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 5)
                                break;
                            message.address = reader.fixed32();
                            message._address = "address";
                            continue;
                        }
                    case 2: {
                            if (wireType !== 5)
                                break;
                            message.length = reader.fixed32();
                            message._length = "length";
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Readback;
        })();

        wire.ReadbackReply = (function() {

            /**
             * Properties of a ReadbackReply.
             * @typedef {Object} equipoise.wire.ReadbackReply.$Properties
             * @property {number|null} [address] ReadbackReply address
             * @property {Uint8Array|null} [data] ReadbackReply data
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a ReadbackReply.
             * @memberof equipoise.wire
             * @interface IReadbackReply
             * @augments equipoise.wire.ReadbackReply.$Properties
             * @deprecated Use equipoise.wire.ReadbackReply.$Properties instead.
             */

            /**
             * Shape of a ReadbackReply.
             * @typedef {equipoise.wire.ReadbackReply.$Properties} equipoise.wire.ReadbackReply.$Shape
             */

            /**
             * Constructs a new ReadbackReply.
             * @memberof equipoise.wire
             * @classdesc Represents a ReadbackReply.
             * @constructor
             * @param {equipoise.wire.ReadbackReply.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ReadbackReply = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * ReadbackReply address.
             * @member {number|null|undefined} address
             * @memberof equipoise.wire.ReadbackReply
             * @instance
             */
            ReadbackReply.prototype.address = null;

            /**
             * ReadbackReply data.
             * @member {Uint8Array|null|undefined} data
             * @memberof equipoise.wire.ReadbackReply
             * @instance
             */
            ReadbackReply.prototype.data = null;

            // OneOf field names bound to virtual getters and setters
            let $oneOfFields;

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(ReadbackReply.prototype, "_address", {
                get: $util.oneOfGetter($oneOfFields = ["address"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(ReadbackReply.prototype, "_data", {
                get: $util.oneOfGetter($oneOfFields = ["data"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            /**
             * Creates a new ReadbackReply instance using the specified properties.
             * @function create
             * @memberof equipoise.wire.ReadbackReply
             * @static
             * @param {equipoise.wire.ReadbackReply.$Properties=} [properties] Properties to set
             * @returns {equipoise.wire.ReadbackReply} ReadbackReply instance
             * @type {{
             *   (properties: equipoise.wire.ReadbackReply.$Shape): equipoise.wire.ReadbackReply & equipoise.wire.ReadbackReply.$Shape;
             *   (properties?: equipoise.wire.ReadbackReply.$Properties): equipoise.wire.ReadbackReply;
             * }}
             */
            ReadbackReply.create = function(properties) {
                return new ReadbackReply(properties);
            };

            /**
             * Encodes the specified ReadbackReply message. Does not implicitly {@link equipoise.wire.ReadbackReply.verify|verify} messages.
             * @function encode
             * @memberof equipoise.wire.ReadbackReply
             * @static
             * @param {equipoise.wire.ReadbackReply.$Properties} message ReadbackReply message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ReadbackReply.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.address != null && $Object.hasOwnProperty.call(message, "address"))
                    writer.uint32(/* id 1, wireType 5 =*/13).fixed32(message.address);
                if (message.data != null && $Object.hasOwnProperty.call(message, "data"))
                    writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.data);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a ReadbackReply message from the specified reader or buffer.
             * @function decode
             * @memberof equipoise.wire.ReadbackReply
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {equipoise.wire.ReadbackReply & equipoise.wire.ReadbackReply.$Shape} ReadbackReply
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ReadbackReply.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.equipoise.wire.ReadbackReply();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 5)
                                break;
                            message.address = reader.fixed32();
                            message._address = "address";
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            message.data = reader.bytes();
                            message._data = "data";
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return ReadbackReply;
        })();

        wire.Arm = (function() {

            /**
             * Properties of an Arm.
             * @typedef {Object} equipoise.wire.Arm.$Properties
             * @property {number|null} [digest] Arm digest
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an Arm.
             * @memberof equipoise.wire
             * @interface IArm
             * @augments equipoise.wire.Arm.$Properties
             * @deprecated Use equipoise.wire.Arm.$Properties instead.
             */

            /**
             * Shape of an Arm.
             * @typedef {equipoise.wire.Arm.$Properties} equipoise.wire.Arm.$Shape
             */

            /**
             * Constructs a new Arm.
             * @memberof equipoise.wire
             * @classdesc Represents an Arm.
             * @constructor
             * @param {equipoise.wire.Arm.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Arm = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Arm digest.
             * @member {number|null|undefined} digest
             * @memberof equipoise.wire.Arm
             * @instance
             */
            Arm.prototype.digest = null;

            // OneOf field names bound to virtual getters and setters
            let $oneOfFields;

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Arm.prototype, "_digest", {
                get: $util.oneOfGetter($oneOfFields = ["digest"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            /**
             * Creates a new Arm instance using the specified properties.
             * @function create
             * @memberof equipoise.wire.Arm
             * @static
             * @param {equipoise.wire.Arm.$Properties=} [properties] Properties to set
             * @returns {equipoise.wire.Arm} Arm instance
             * @type {{
             *   (properties: equipoise.wire.Arm.$Shape): equipoise.wire.Arm & equipoise.wire.Arm.$Shape;
             *   (properties?: equipoise.wire.Arm.$Properties): equipoise.wire.Arm;
             * }}
             */
            Arm.create = function(properties) {
                return new Arm(properties);
            };

            /**
             * Encodes the specified Arm message. Does not implicitly {@link equipoise.wire.Arm.verify|verify} messages.
             * @function encode
             * @memberof equipoise.wire.Arm
             * @static
             * @param {equipoise.wire.Arm.$Properties} message Arm message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Arm.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.digest != null && $Object.hasOwnProperty.call(message, "digest"))
                    writer.uint32(/* id 1, wireType 5 =*/13).fixed32(message.digest);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an Arm message from the specified reader or buffer.
             * @function decode
             * @memberof equipoise.wire.Arm
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {equipoise.wire.Arm & equipoise.wire.Arm.$Shape} Arm
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Arm.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.equipoise.wire.Arm();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 5)
                                break;
                            message.digest = reader.fixed32();
                            message._digest = "digest";
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Arm;
        })();

        wire.Run = (function() {

            /**
             * Properties of a Run.
             * @typedef {Object} equipoise.wire.Run.$Properties
             * @property {number|null} [until] Run until
             * @property {number|null} [periodUs] Run periodUs
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Run.
             * @memberof equipoise.wire
             * @interface IRun
             * @augments equipoise.wire.Run.$Properties
             * @deprecated Use equipoise.wire.Run.$Properties instead.
             */

            /**
             * Shape of a Run.
             * @typedef {equipoise.wire.Run.$Properties} equipoise.wire.Run.$Shape
             */

            /**
             * Constructs a new Run.
             * @memberof equipoise.wire
             * @classdesc Represents a Run.
             * @constructor
             * @param {equipoise.wire.Run.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Run = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Run until.
             * @member {number|null|undefined} until
             * @memberof equipoise.wire.Run
             * @instance
             */
            Run.prototype.until = null;

            /**
             * Run periodUs.
             * @member {number|null|undefined} periodUs
             * @memberof equipoise.wire.Run
             * @instance
             */
            Run.prototype.periodUs = null;

            // OneOf field names bound to virtual getters and setters
            let $oneOfFields;

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Run.prototype, "_until", {
                get: $util.oneOfGetter($oneOfFields = ["until"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Run.prototype, "_periodUs", {
                get: $util.oneOfGetter($oneOfFields = ["periodUs"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            /**
             * Creates a new Run instance using the specified properties.
             * @function create
             * @memberof equipoise.wire.Run
             * @static
             * @param {equipoise.wire.Run.$Properties=} [properties] Properties to set
             * @returns {equipoise.wire.Run} Run instance
             * @type {{
             *   (properties: equipoise.wire.Run.$Shape): equipoise.wire.Run & equipoise.wire.Run.$Shape;
             *   (properties?: equipoise.wire.Run.$Properties): equipoise.wire.Run;
             * }}
             */
            Run.create = function(properties) {
                return new Run(properties);
            };

            /**
             * Encodes the specified Run message. Does not implicitly {@link equipoise.wire.Run.verify|verify} messages.
             * @function encode
             * @memberof equipoise.wire.Run
             * @static
             * @param {equipoise.wire.Run.$Properties} message Run message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Run.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.until != null && $Object.hasOwnProperty.call(message, "until"))
                    writer.uint32(/* id 1, wireType 5 =*/13).fixed32(message.until);
                if (message.periodUs != null && $Object.hasOwnProperty.call(message, "periodUs"))
                    writer.uint32(/* id 2, wireType 5 =*/21).fixed32(message.periodUs);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Run message from the specified reader or buffer.
             * @function decode
             * @memberof equipoise.wire.Run
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {equipoise.wire.Run & equipoise.wire.Run.$Shape} Run
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Run.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.equipoise.wire.Run();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 5)
                                break;
                            message.until = reader.fixed32();
                            message._until = "until";
                            continue;
                        }
                    case 2: {
                            if (wireType !== 5)
                                break;
                            message.periodUs = reader.fixed32();
                            message._periodUs = "periodUs";
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Run;
        })();

        wire.Step = (function() {

            /**
             * Properties of a Step.
             * @typedef {Object} equipoise.wire.Step.$Properties
             * @property {number|null} [until] Step until
             * @property {number|null} [from] Step from
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Step.
             * @memberof equipoise.wire
             * @interface IStep
             * @augments equipoise.wire.Step.$Properties
             * @deprecated Use equipoise.wire.Step.$Properties instead.
             */

            /**
             * Shape of a Step.
             * @typedef {equipoise.wire.Step.$Properties} equipoise.wire.Step.$Shape
             */

            /**
             * Constructs a new Step.
             * @memberof equipoise.wire
             * @classdesc Represents a Step.
             * @constructor
             * @param {equipoise.wire.Step.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Step = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Step until.
             * @member {number|null|undefined} until
             * @memberof equipoise.wire.Step
             * @instance
             */
            Step.prototype.until = null;

            /**
             * Step from.
             * @member {number|null|undefined} from
             * @memberof equipoise.wire.Step
             * @instance
             */
            Step.prototype.from = null;

            // OneOf field names bound to virtual getters and setters
            let $oneOfFields;

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Step.prototype, "_until", {
                get: $util.oneOfGetter($oneOfFields = ["until"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Step.prototype, "_from", {
                get: $util.oneOfGetter($oneOfFields = ["from"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            /**
             * Creates a new Step instance using the specified properties.
             * @function create
             * @memberof equipoise.wire.Step
             * @static
             * @param {equipoise.wire.Step.$Properties=} [properties] Properties to set
             * @returns {equipoise.wire.Step} Step instance
             * @type {{
             *   (properties: equipoise.wire.Step.$Shape): equipoise.wire.Step & equipoise.wire.Step.$Shape;
             *   (properties?: equipoise.wire.Step.$Properties): equipoise.wire.Step;
             * }}
             */
            Step.create = function(properties) {
                return new Step(properties);
            };

            /**
             * Encodes the specified Step message. Does not implicitly {@link equipoise.wire.Step.verify|verify} messages.
             * @function encode
             * @memberof equipoise.wire.Step
             * @static
             * @param {equipoise.wire.Step.$Properties} message Step message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Step.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.until != null && $Object.hasOwnProperty.call(message, "until"))
                    writer.uint32(/* id 1, wireType 5 =*/13).fixed32(message.until);
                if (message.from != null && $Object.hasOwnProperty.call(message, "from"))
                    writer.uint32(/* id 2, wireType 5 =*/21).fixed32(message.from);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Step message from the specified reader or buffer.
             * @function decode
             * @memberof equipoise.wire.Step
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {equipoise.wire.Step & equipoise.wire.Step.$Shape} Step
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Step.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.equipoise.wire.Step();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 5)
                                break;
                            message.until = reader.fixed32();
                            message._until = "until";
                            continue;
                        }
                    case 2: {
                            if (wireType !== 5)
                                break;
                            message.from = reader.fixed32();
                            message._from = "from";
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Step;
        })();

        wire.Spikes = (function() {

            /**
             * Properties of a Spikes.
             * @typedef {Object} equipoise.wire.Spikes.$Properties
             * @property {number|null} [from] Spikes from
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Spikes.
             * @memberof equipoise.wire
             * @interface ISpikes
             * @augments equipoise.wire.Spikes.$Properties
             * @deprecated Use equipoise.wire.Spikes.$Properties instead.
             */

            /**
             * Shape of a Spikes.
             * @typedef {equipoise.wire.Spikes.$Properties} equipoise.wire.Spikes.$Shape
             */

            /**
             * Constructs a new Spikes.
             * @memberof equipoise.wire
             * @classdesc Represents a Spikes.
             * @constructor
             * @param {equipoise.wire.Spikes.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Spikes = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Spikes from.
             * @member {number|null|undefined} from
             * @memberof equipoise.wire.Spikes
             * @instance
             */
            Spikes.prototype.from = null;

            // OneOf field names bound to virtual getters and setters
            let $oneOfFields;

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Spikes.prototype, "_from", {
                get: $util.oneOfGetter($oneOfFields = ["from"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            /**
             * Creates a new Spikes instance using the specified properties.
             * @function create
             * @memberof equipoise.wire.Spikes
             * @static
             * @param {equipoise.wire.Spikes.$Properties=} [properties] Properties to set
             * @returns {equipoise.wire.Spikes} Spikes instance
             * @type {{
             *   (properties: equipoise.wire.Spikes.$Shape): equipoise.wire.Spikes & equipoise.wire.Spikes.$Shape;
             *   (properties?: equipoise.wire.Spikes.$Properties): equipoise.wire.Spikes;
             * }}
             */
            Spikes.create = function(properties) {
                return new Spikes(properties);
            };

            /**
             * Encodes the specified Spikes message. Does not implicitly {@link equipoise.wire.Spikes.verify|verify} messages.
             * @function encode
             * @memberof equipoise.wire.Spikes
             * @static
             * @param {equipoise.wire.Spikes.$Properties} message Spikes message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Spikes.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.from != null && $Object.hasOwnProperty.call(message, "from"))
                    writer.uint32(/* id 1, wireType 5 =*/13).fixed32(message.from);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Spikes message from the specified reader or buffer.
             * @function decode
             * @memberof equipoise.wire.Spikes
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {equipoise.wire.Spikes & equipoise.wire.Spikes.$Shape} Spikes
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Spikes.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.equipoise.wire.Spikes();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 5)
                                break;
                            message.from = reader.fixed32();
                            message._from = "from";
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Spikes;
        })();

        wire.SpikesReply = (function() {

            /**
             * Properties of a SpikesReply.
             * @typedef {Object} equipoise.wire.SpikesReply.$Properties
             * @property {number|null} [from] SpikesReply from
             * @property {number|null} [head] SpikesReply head
             * @property {number|null} [step] SpikesReply step
             * @property {Uint8Array|null} [data] SpikesReply data
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a SpikesReply.
             * @memberof equipoise.wire
             * @interface ISpikesReply
             * @augments equipoise.wire.SpikesReply.$Properties
             * @deprecated Use equipoise.wire.SpikesReply.$Properties instead.
             */

            /**
             * Shape of a SpikesReply.
             * @typedef {equipoise.wire.SpikesReply.$Properties} equipoise.wire.SpikesReply.$Shape
             */

            /**
             * Constructs a new SpikesReply.
             * @memberof equipoise.wire
             * @classdesc Represents a SpikesReply.
             * @constructor
             * @param {equipoise.wire.SpikesReply.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const SpikesReply = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * SpikesReply from.
             * @member {number|null|undefined} from
             * @memberof equipoise.wire.SpikesReply
             * @instance
             */
            SpikesReply.prototype.from = null;

            /**
             * SpikesReply head.
             * @member {number|null|undefined} head
             * @memberof equipoise.wire.SpikesReply
             * @instance
             */
            SpikesReply.prototype.head = null;

            /**
             * SpikesReply step.
             * @member {number|null|undefined} step
             * @memberof equipoise.wire.SpikesReply
             * @instance
             */
            SpikesReply.prototype.step = null;

            /**
             * SpikesReply data.
             * @member {Uint8Array|null|undefined} data
             * @memberof equipoise.wire.SpikesReply
             * @instance
             */
            SpikesReply.prototype.data = null;

            // OneOf field names bound to virtual getters and setters
            let $oneOfFields;

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(SpikesReply.prototype, "_from", {
                get: $util.oneOfGetter($oneOfFields = ["from"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(SpikesReply.prototype, "_head", {
                get: $util.oneOfGetter($oneOfFields = ["head"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(SpikesReply.prototype, "_step", {
                get: $util.oneOfGetter($oneOfFields = ["step"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(SpikesReply.prototype, "_data", {
                get: $util.oneOfGetter($oneOfFields = ["data"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            /**
             * Creates a new SpikesReply instance using the specified properties.
             * @function create
             * @memberof equipoise.wire.SpikesReply
             * @static
             * @param {equipoise.wire.SpikesReply.$Properties=} [properties] Properties to set
             * @returns {equipoise.wire.SpikesReply} SpikesReply instance
             * @type {{
             *   (properties: equipoise.wire.SpikesReply.$Shape): equipoise.wire.SpikesReply & equipoise.wire.SpikesReply.$Shape;
             *   (properties?: equipoise.wire.SpikesReply.$Properties): equipoise.wire.SpikesReply;
             * }}
             */
            SpikesReply.create = function(properties) {
                return new SpikesReply(properties);
            };

            /**
             * Encodes the specified SpikesReply message. Does not implicitly {@link equipoise.wire.SpikesReply.verify|verify} messages.
             * @function encode
             * @memberof equipoise.wire.SpikesReply
             * @static
             * @param {equipoise.wire.SpikesReply.$Properties} message SpikesReply message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            SpikesReply.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.from != null && $Object.hasOwnProperty.call(message, "from"))
                    writer.uint32(/* id 1, wireType 5 =*/13).fixed32(message.from);
                if (message.head != null && $Object.hasOwnProperty.call(message, "head"))
                    writer.uint32(/* id 2, wireType 5 =*/21).fixed32(message.head);
                if (message.step != null && $Object.hasOwnProperty.call(message, "step"))
                    writer.uint32(/* id 3, wireType 5 =*/29).fixed32(message.step);
                if (message.data != null && $Object.hasOwnProperty.call(message, "data"))
                    writer.uint32(/* id 4, wireType 2 =*/34).bytes(message.data);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a SpikesReply message from the specified reader or buffer.
             * @function decode
             * @memberof equipoise.wire.SpikesReply
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {equipoise.wire.SpikesReply & equipoise.wire.SpikesReply.$Shape} SpikesReply
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            SpikesReply.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.equipoise.wire.SpikesReply();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 5)
                                break;
                            message.from = reader.fixed32();
                            message._from = "from";
                            continue;
                        }
                    case 2: {
                            if (wireType !== 5)
                                break;
                            message.head = reader.fixed32();
                            message._head = "head";
                            continue;
                        }
                    case 3: {
                            if (wireType !== 5)
                                break;
                            message.step = reader.fixed32();
                            message._step = "step";
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            message.data = reader.bytes();
                            message._data = "data";
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return SpikesReply;
        })();

        wire.Inject = (function() {

            /**
             * Properties of an Inject.
             * @typedef {Object} equipoise.wire.Inject.$Properties
             * @property {number|null} [step] Inject step
             * @property {Uint8Array|null} [data] Inject data
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an Inject.
             * @memberof equipoise.wire
             * @interface IInject
             * @augments equipoise.wire.Inject.$Properties
             * @deprecated Use equipoise.wire.Inject.$Properties instead.
             */

            /**
             * Shape of an Inject.
             * @typedef {equipoise.wire.Inject.$Properties} equipoise.wire.Inject.$Shape
             */

            /**
             * Constructs a new Inject.
             * @memberof equipoise.wire
             * @classdesc Represents an Inject.
             * @constructor
             * @param {equipoise.wire.Inject.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Inject = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Inject step.
             * @member {number|null|undefined} step
             * @memberof equipoise.wire.Inject
             * @instance
             */
            Inject.prototype.step = null;

            /**
             * Inject data.
             * @member {Uint8Array|null|undefined} data
             * @memberof equipoise.wire.Inject
             * @instance
             */
            Inject.prototype.data = null;

            // OneOf field names bound to virtual getters and setters
            let $oneOfFields;

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Inject.prototype, "_step", {
                get: $util.oneOfGetter($oneOfFields = ["step"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Inject.prototype, "_data", {
                get: $util.oneOfGetter($oneOfFields = ["data"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            /**
             * Creates a new Inject instance using the specified properties.
             * @function create
             * @memberof equipoise.wire.Inject
             * @static
             * @param {equipoise.wire.Inject.$Properties=} [properties] Properties to set
             * @returns {equipoise.wire.Inject} Inject instance
             * @type {{
             *   (properties: equipoise.wire.Inject.$Shape): equipoise.wire.Inject & equipoise.wire.Inject.$Shape;
             *   (properties?: equipoise.wire.Inject.$Properties): equipoise.wire.Inject;
             * }}
             */
            Inject.create = function(properties) {
                return new Inject(properties);
            };

            /**
             * Encodes the specified Inject message. Does not implicitly {@link equipoise.wire.Inject.verify|verify} messages.
             * @function encode
             * @memberof equipoise.wire.Inject
             * @static
             * @param {equipoise.wire.Inject.$Properties} message Inject message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Inject.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.step != null && $Object.hasOwnProperty.call(message, "step"))
                    writer.uint32(/* id 1, wireType 5 =*/13).fixed32(message.step);
                if (message.data != null && $Object.hasOwnProperty.call(message, "data"))
                    writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.data);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an Inject message from the specified reader or buffer.
             * @function decode
             * @memberof equipoise.wire.Inject
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {equipoise.wire.Inject & equipoise.wire.Inject.$Shape} Inject
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Inject.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.equipoise.wire.Inject();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 5)
                                break;
                            message.step = reader.fixed32();
                            message._step = "step";
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            message.data = reader.bytes();
                            message._data = "data";
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Inject;
        })();

        wire.Trace = (function() {

            /**
             * Properties of a Trace.
             * @typedef {Object} equipoise.wire.Trace.$Properties
             * @property {number|null} [first] Trace first
             * @property {number|null} [count] Trace count
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Trace.
             * @memberof equipoise.wire
             * @interface ITrace
             * @augments equipoise.wire.Trace.$Properties
             * @deprecated Use equipoise.wire.Trace.$Properties instead.
             */

            /**
             * Shape of a Trace.
             * @typedef {equipoise.wire.Trace.$Properties} equipoise.wire.Trace.$Shape
             */

            /**
             * Constructs a new Trace.
             * @memberof equipoise.wire
             * @classdesc Represents a Trace.
             * @constructor
             * @param {equipoise.wire.Trace.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Trace = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Trace first.
             * @member {number|null|undefined} first
             * @memberof equipoise.wire.Trace
             * @instance
             */
            Trace.prototype.first = null;

            /**
             * Trace count.
             * @member {number|null|undefined} count
             * @memberof equipoise.wire.Trace
             * @instance
             */
            Trace.prototype.count = null;

            // OneOf field names bound to virtual getters and setters
            let $oneOfFields;

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Trace.prototype, "_first", {
                get: $util.oneOfGetter($oneOfFields = ["first"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Trace.prototype, "_count", {
                get: $util.oneOfGetter($oneOfFields = ["count"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            /**
             * Creates a new Trace instance using the specified properties.
             * @function create
             * @memberof equipoise.wire.Trace
             * @static
             * @param {equipoise.wire.Trace.$Properties=} [properties] Properties to set
             * @returns {equipoise.wire.Trace} Trace instance
             * @type {{
             *   (properties: equipoise.wire.Trace.$Shape): equipoise.wire.Trace & equipoise.wire.Trace.$Shape;
             *   (properties?: equipoise.wire.Trace.$Properties): equipoise.wire.Trace;
             * }}
             */
            Trace.create = function(properties) {
                return new Trace(properties);
            };

            /**
             * Encodes the specified Trace message. Does not implicitly {@link equipoise.wire.Trace.verify|verify} messages.
             * @function encode
             * @memberof equipoise.wire.Trace
             * @static
             * @param {equipoise.wire.Trace.$Properties} message Trace message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Trace.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.first != null && $Object.hasOwnProperty.call(message, "first"))
                    writer.uint32(/* id 1, wireType 5 =*/13).fixed32(message.first);
                if (message.count != null && $Object.hasOwnProperty.call(message, "count"))
                    writer.uint32(/* id 2, wireType 5 =*/21).fixed32(message.count);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Trace message from the specified reader or buffer.
             * @function decode
             * @memberof equipoise.wire.Trace
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {equipoise.wire.Trace & equipoise.wire.Trace.$Shape} Trace
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Trace.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.equipoise.wire.Trace();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 5)
                                break;
                            message.first = reader.fixed32();
                            message._first = "first";
                            continue;
                        }
                    case 2: {
                            if (wireType !== 5)
                                break;
                            message.count = reader.fixed32();
                            message._count = "count";
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Trace;
        })();

        wire.TraceReply = (function() {

            /**
             * Properties of a TraceReply.
             * @typedef {Object} equipoise.wire.TraceReply.$Properties
             * @property {number|null} [step] TraceReply step
             * @property {number|null} [first] TraceReply first
             * @property {Uint8Array|null} [data] TraceReply data
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a TraceReply.
             * @memberof equipoise.wire
             * @interface ITraceReply
             * @augments equipoise.wire.TraceReply.$Properties
             * @deprecated Use equipoise.wire.TraceReply.$Properties instead.
             */

            /**
             * Shape of a TraceReply.
             * @typedef {equipoise.wire.TraceReply.$Properties} equipoise.wire.TraceReply.$Shape
             */

            /**
             * Constructs a new TraceReply.
             * @memberof equipoise.wire
             * @classdesc Represents a TraceReply.
             * @constructor
             * @param {equipoise.wire.TraceReply.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const TraceReply = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * TraceReply step.
             * @member {number|null|undefined} step
             * @memberof equipoise.wire.TraceReply
             * @instance
             */
            TraceReply.prototype.step = null;

            /**
             * TraceReply first.
             * @member {number|null|undefined} first
             * @memberof equipoise.wire.TraceReply
             * @instance
             */
            TraceReply.prototype.first = null;

            /**
             * TraceReply data.
             * @member {Uint8Array|null|undefined} data
             * @memberof equipoise.wire.TraceReply
             * @instance
             */
            TraceReply.prototype.data = null;

            // OneOf field names bound to virtual getters and setters
            let $oneOfFields;

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(TraceReply.prototype, "_step", {
                get: $util.oneOfGetter($oneOfFields = ["step"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(TraceReply.prototype, "_first", {
                get: $util.oneOfGetter($oneOfFields = ["first"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(TraceReply.prototype, "_data", {
                get: $util.oneOfGetter($oneOfFields = ["data"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            /**
             * Creates a new TraceReply instance using the specified properties.
             * @function create
             * @memberof equipoise.wire.TraceReply
             * @static
             * @param {equipoise.wire.TraceReply.$Properties=} [properties] Properties to set
             * @returns {equipoise.wire.TraceReply} TraceReply instance
             * @type {{
             *   (properties: equipoise.wire.TraceReply.$Shape): equipoise.wire.TraceReply & equipoise.wire.TraceReply.$Shape;
             *   (properties?: equipoise.wire.TraceReply.$Properties): equipoise.wire.TraceReply;
             * }}
             */
            TraceReply.create = function(properties) {
                return new TraceReply(properties);
            };

            /**
             * Encodes the specified TraceReply message. Does not implicitly {@link equipoise.wire.TraceReply.verify|verify} messages.
             * @function encode
             * @memberof equipoise.wire.TraceReply
             * @static
             * @param {equipoise.wire.TraceReply.$Properties} message TraceReply message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            TraceReply.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.step != null && $Object.hasOwnProperty.call(message, "step"))
                    writer.uint32(/* id 1, wireType 5 =*/13).fixed32(message.step);
                if (message.first != null && $Object.hasOwnProperty.call(message, "first"))
                    writer.uint32(/* id 2, wireType 5 =*/21).fixed32(message.first);
                if (message.data != null && $Object.hasOwnProperty.call(message, "data"))
                    writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.data);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a TraceReply message from the specified reader or buffer.
             * @function decode
             * @memberof equipoise.wire.TraceReply
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {equipoise.wire.TraceReply & equipoise.wire.TraceReply.$Shape} TraceReply
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            TraceReply.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.equipoise.wire.TraceReply();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 5)
                                break;
                            message.step = reader.fixed32();
                            message._step = "step";
                            continue;
                        }
                    case 2: {
                            if (wireType !== 5)
                                break;
                            message.first = reader.fixed32();
                            message._first = "first";
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            message.data = reader.bytes();
                            message._data = "data";
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return TraceReply;
        })();

        wire.CountersReply = (function() {

            /**
             * Properties of a CountersReply.
             * @typedef {Object} equipoise.wire.CountersReply.$Properties
             * @property {number|null} [step] CountersReply step
             * @property {number|null} [stateSum] CountersReply stateSum
             * @property {number|null} [framingErrors] CountersReply framingErrors
             * @property {number|null} [overruns] CountersReply overruns
             * @property {Uint8Array|null} [data] CountersReply data
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a CountersReply.
             * @memberof equipoise.wire
             * @interface ICountersReply
             * @augments equipoise.wire.CountersReply.$Properties
             * @deprecated Use equipoise.wire.CountersReply.$Properties instead.
             */

            /**
             * Shape of a CountersReply.
             * @typedef {equipoise.wire.CountersReply.$Properties} equipoise.wire.CountersReply.$Shape
             */

            /**
             * Constructs a new CountersReply.
             * @memberof equipoise.wire
             * @classdesc Represents a CountersReply.
             * @constructor
             * @param {equipoise.wire.CountersReply.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const CountersReply = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * CountersReply step.
             * @member {number|null|undefined} step
             * @memberof equipoise.wire.CountersReply
             * @instance
             */
            CountersReply.prototype.step = null;

            /**
             * CountersReply stateSum.
             * @member {number|null|undefined} stateSum
             * @memberof equipoise.wire.CountersReply
             * @instance
             */
            CountersReply.prototype.stateSum = null;

            /**
             * CountersReply framingErrors.
             * @member {number|null|undefined} framingErrors
             * @memberof equipoise.wire.CountersReply
             * @instance
             */
            CountersReply.prototype.framingErrors = null;

            /**
             * CountersReply overruns.
             * @member {number|null|undefined} overruns
             * @memberof equipoise.wire.CountersReply
             * @instance
             */
            CountersReply.prototype.overruns = null;

            /**
             * CountersReply data.
             * @member {Uint8Array|null|undefined} data
             * @memberof equipoise.wire.CountersReply
             * @instance
             */
            CountersReply.prototype.data = null;

            // OneOf field names bound to virtual getters and setters
            let $oneOfFields;

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(CountersReply.prototype, "_step", {
                get: $util.oneOfGetter($oneOfFields = ["step"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(CountersReply.prototype, "_stateSum", {
                get: $util.oneOfGetter($oneOfFields = ["stateSum"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(CountersReply.prototype, "_framingErrors", {
                get: $util.oneOfGetter($oneOfFields = ["framingErrors"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(CountersReply.prototype, "_overruns", {
                get: $util.oneOfGetter($oneOfFields = ["overruns"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(CountersReply.prototype, "_data", {
                get: $util.oneOfGetter($oneOfFields = ["data"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            /**
             * Creates a new CountersReply instance using the specified properties.
             * @function create
             * @memberof equipoise.wire.CountersReply
             * @static
             * @param {equipoise.wire.CountersReply.$Properties=} [properties] Properties to set
             * @returns {equipoise.wire.CountersReply} CountersReply instance
             * @type {{
             *   (properties: equipoise.wire.CountersReply.$Shape): equipoise.wire.CountersReply & equipoise.wire.CountersReply.$Shape;
             *   (properties?: equipoise.wire.CountersReply.$Properties): equipoise.wire.CountersReply;
             * }}
             */
            CountersReply.create = function(properties) {
                return new CountersReply(properties);
            };

            /**
             * Encodes the specified CountersReply message. Does not implicitly {@link equipoise.wire.CountersReply.verify|verify} messages.
             * @function encode
             * @memberof equipoise.wire.CountersReply
             * @static
             * @param {equipoise.wire.CountersReply.$Properties} message CountersReply message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            CountersReply.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.step != null && $Object.hasOwnProperty.call(message, "step"))
                    writer.uint32(/* id 1, wireType 5 =*/13).fixed32(message.step);
                if (message.stateSum != null && $Object.hasOwnProperty.call(message, "stateSum"))
                    writer.uint32(/* id 2, wireType 5 =*/21).fixed32(message.stateSum);
                if (message.framingErrors != null && $Object.hasOwnProperty.call(message, "framingErrors"))
                    writer.uint32(/* id 3, wireType 5 =*/29).fixed32(message.framingErrors);
                if (message.overruns != null && $Object.hasOwnProperty.call(message, "overruns"))
                    writer.uint32(/* id 4, wireType 5 =*/37).fixed32(message.overruns);
                if (message.data != null && $Object.hasOwnProperty.call(message, "data"))
                    writer.uint32(/* id 5, wireType 2 =*/42).bytes(message.data);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a CountersReply message from the specified reader or buffer.
             * @function decode
             * @memberof equipoise.wire.CountersReply
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {equipoise.wire.CountersReply & equipoise.wire.CountersReply.$Shape} CountersReply
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            CountersReply.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.equipoise.wire.CountersReply();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 5)
                                break;
                            message.step = reader.fixed32();
                            message._step = "step";
                            continue;
                        }
                    case 2: {
                            if (wireType !== 5)
                                break;
                            message.stateSum = reader.fixed32();
                            message._stateSum = "stateSum";
                            continue;
                        }
                    case 3: {
                            if (wireType !== 5)
                                break;
                            message.framingErrors = reader.fixed32();
                            message._framingErrors = "framingErrors";
                            continue;
                        }
                    case 4: {
                            if (wireType !== 5)
                                break;
                            message.overruns = reader.fixed32();
                            message._overruns = "overruns";
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            message.data = reader.bytes();
                            message._data = "data";
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return CountersReply;
        })();

        wire.Ack = (function() {

            /**
             * Properties of an Ack.
             * @typedef {Object} equipoise.wire.Ack.$Properties
             * @property {number|null} [committed] Ack committed
             * @property {number|null} [state] Ack state
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an Ack.
             * @memberof equipoise.wire
             * @interface IAck
             * @augments equipoise.wire.Ack.$Properties
             * @deprecated Use equipoise.wire.Ack.$Properties instead.
             */

            /**
             * Shape of an Ack.
             * @typedef {equipoise.wire.Ack.$Properties} equipoise.wire.Ack.$Shape
             */

            /**
             * Constructs a new Ack.
             * @memberof equipoise.wire
             * @classdesc Represents an Ack.
             * @constructor
             * @param {equipoise.wire.Ack.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Ack = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Ack committed.
             * @member {number|null|undefined} committed
             * @memberof equipoise.wire.Ack
             * @instance
             */
            Ack.prototype.committed = null;

            /**
             * Ack state.
             * @member {number|null|undefined} state
             * @memberof equipoise.wire.Ack
             * @instance
             */
            Ack.prototype.state = null;

            // OneOf field names bound to virtual getters and setters
            let $oneOfFields;

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Ack.prototype, "_committed", {
                get: $util.oneOfGetter($oneOfFields = ["committed"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Ack.prototype, "_state", {
                get: $util.oneOfGetter($oneOfFields = ["state"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            /**
             * Creates a new Ack instance using the specified properties.
             * @function create
             * @memberof equipoise.wire.Ack
             * @static
             * @param {equipoise.wire.Ack.$Properties=} [properties] Properties to set
             * @returns {equipoise.wire.Ack} Ack instance
             * @type {{
             *   (properties: equipoise.wire.Ack.$Shape): equipoise.wire.Ack & equipoise.wire.Ack.$Shape;
             *   (properties?: equipoise.wire.Ack.$Properties): equipoise.wire.Ack;
             * }}
             */
            Ack.create = function(properties) {
                return new Ack(properties);
            };

            /**
             * Encodes the specified Ack message. Does not implicitly {@link equipoise.wire.Ack.verify|verify} messages.
             * @function encode
             * @memberof equipoise.wire.Ack
             * @static
             * @param {equipoise.wire.Ack.$Properties} message Ack message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Ack.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.committed != null && $Object.hasOwnProperty.call(message, "committed"))
                    writer.uint32(/* id 1, wireType 5 =*/13).fixed32(message.committed);
                if (message.state != null && $Object.hasOwnProperty.call(message, "state"))
                    writer.uint32(/* id 2, wireType 5 =*/21).fixed32(message.state);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an Ack message from the specified reader or buffer.
             * @function decode
             * @memberof equipoise.wire.Ack
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {equipoise.wire.Ack & equipoise.wire.Ack.$Shape} Ack
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Ack.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.equipoise.wire.Ack();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 5)
                                break;
                            message.committed = reader.fixed32();
                            message._committed = "committed";
                            continue;
                        }
                    case 2: {
                            if (wireType !== 5)
                                break;
                            message.state = reader.fixed32();
                            message._state = "state";
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Ack;
        })();

        wire.Nack = (function() {

            /**
             * Properties of a Nack.
             * @typedef {Object} equipoise.wire.Nack.$Properties
             * @property {number|null} [expected] Nack expected
             * @property {number|null} [reason] Nack reason
             * @property {number|null} [detail] Nack detail
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Nack.
             * @memberof equipoise.wire
             * @interface INack
             * @augments equipoise.wire.Nack.$Properties
             * @deprecated Use equipoise.wire.Nack.$Properties instead.
             */

            /**
             * Shape of a Nack.
             * @typedef {equipoise.wire.Nack.$Properties} equipoise.wire.Nack.$Shape
             */

            /**
             * Constructs a new Nack.
             * @memberof equipoise.wire
             * @classdesc Represents a Nack.
             * @constructor
             * @param {equipoise.wire.Nack.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Nack = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Nack expected.
             * @member {number|null|undefined} expected
             * @memberof equipoise.wire.Nack
             * @instance
             */
            Nack.prototype.expected = null;

            /**
             * Nack reason.
             * @member {number|null|undefined} reason
             * @memberof equipoise.wire.Nack
             * @instance
             */
            Nack.prototype.reason = null;

            /**
             * Nack detail.
             * @member {number|null|undefined} detail
             * @memberof equipoise.wire.Nack
             * @instance
             */
            Nack.prototype.detail = null;

            // OneOf field names bound to virtual getters and setters
            let $oneOfFields;

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Nack.prototype, "_expected", {
                get: $util.oneOfGetter($oneOfFields = ["expected"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Nack.prototype, "_reason", {
                get: $util.oneOfGetter($oneOfFields = ["reason"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Nack.prototype, "_detail", {
                get: $util.oneOfGetter($oneOfFields = ["detail"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            /**
             * Creates a new Nack instance using the specified properties.
             * @function create
             * @memberof equipoise.wire.Nack
             * @static
             * @param {equipoise.wire.Nack.$Properties=} [properties] Properties to set
             * @returns {equipoise.wire.Nack} Nack instance
             * @type {{
             *   (properties: equipoise.wire.Nack.$Shape): equipoise.wire.Nack & equipoise.wire.Nack.$Shape;
             *   (properties?: equipoise.wire.Nack.$Properties): equipoise.wire.Nack;
             * }}
             */
            Nack.create = function(properties) {
                return new Nack(properties);
            };

            /**
             * Encodes the specified Nack message. Does not implicitly {@link equipoise.wire.Nack.verify|verify} messages.
             * @function encode
             * @memberof equipoise.wire.Nack
             * @static
             * @param {equipoise.wire.Nack.$Properties} message Nack message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Nack.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.expected != null && $Object.hasOwnProperty.call(message, "expected"))
                    writer.uint32(/* id 1, wireType 5 =*/13).fixed32(message.expected);
                if (message.reason != null && $Object.hasOwnProperty.call(message, "reason"))
                    writer.uint32(/* id 2, wireType 5 =*/21).fixed32(message.reason);
                if (message.detail != null && $Object.hasOwnProperty.call(message, "detail"))
                    writer.uint32(/* id 3, wireType 5 =*/29).fixed32(message.detail);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Nack message from the specified reader or buffer.
             * @function decode
             * @memberof equipoise.wire.Nack
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {equipoise.wire.Nack & equipoise.wire.Nack.$Shape} Nack
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Nack.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.equipoise.wire.Nack();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 5)
                                break;
                            message.expected = reader.fixed32();
                            message._expected = "expected";
                            continue;
                        }
                    case 2: {
                            if (wireType !== 5)
                                break;
                            message.reason = reader.fixed32();
                            message._reason = "reason";
                            continue;
                        }
                    case 3: {
                            if (wireType !== 5)
                                break;
                            message.detail = reader.fixed32();
                            message._detail = "detail";
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Nack;
        })();

        return wire;
    })();

    return equipoise;
})();

export {
  $root as default
};
