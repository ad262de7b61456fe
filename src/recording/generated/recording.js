/*eslint-disable block-scoped-var, id-length, no-control-regex, no-magic-numbers, no-mixed-operators, no-prototype-builtins, no-redeclare, no-shadow, no-var, sort-vars, default-case, jsdoc/require-param*/
import $protobuf from "protobufjs/minimal.js";

// Common aliases
const $Reader = $protobuf.Reader, $Writer = $protobuf.Writer, $util = $protobuf.util;
const $Object = $util.global.Object, $undefined = $util.global.undefined, $Error = $util.global.Error, $RangeError = $util.global.RangeError;

// Exported root namespace
const $root = $protobuf.roots["recording"] || ($protobuf.roots["recording"] = {});

export const equipoise = $root.equipoise = (() => {

    /**
     * Namespace equipoise.
     * @exports equipoise
     * @namespace
     */
    const equipoise = {};

    equipoise.recording = (function() {

        /**
         * Namespace recording.
         * @memberof equipoise
         * @namespace
         */
        const recording = {};

        recording.Recording = (function() {

            /**
             * Properties of a Recording.
             * @typedef {Object} equipoise.recording.Recording.$Properties
             * @property {string|null} [source] Recording source
             * @property {string|null} [network] Recording network
             * @property {number|null} [seed] Recording seed
             * @property {number|null} [dt] Recording dt
             * @property {number|null} [startStep] Recording startStep
             * @property {number|null} [steps] Recording steps
             * @property {Array.<equipoise.recording.Population.$Properties>|null} [populations] Recording populations
             * @property {number|null} [spikeCount] Recording spikeCount
             * @property {Uint8Array|null} [spikes] Recording spikes
             * @property {equipoise.recording.Traces.$Properties|null} [traces] Recording traces
             * @property {Array.<equipoise.recording.Counter.$Properties>|null} [counters] Recording counters
             * @property {Array.<equipoise.recording.Probe.$Properties>|null} [probes] Recording probes
             * @property {Uint8Array|null} [spikesOf] Recording spikesOf
             * @property {number|null} [burnInSteps] Recording burnInSteps
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Recording.
             * @memberof equipoise.recording
             * @interface IRecording
             * @augments equipoise.recording.Recording.$Properties
             * @deprecated Use equipoise.recording.Recording.$Properties instead.
             */

            /**
             * Shape of a Recording.
             * @typedef {equipoise.recording.Recording.$Properties} equipoise.recording.Recording.$Shape
             */

            /**
             * Constructs a new Recording.
             * @memberof equipoise.recording
             * @classdesc Represents a Recording.
             * @constructor
             * @param {equipoise.recording.Recording.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Recording = function (properties) {
                this.populations = [];
                this.counters = [];
                this.probes = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Recording source.
             * @member {string} source
             * @memberof equipoise.recording.Recording
             * @instance
             */
            Recording.prototype.source = "";

            /**
             * Recording network.
             * @member {string} network
             * @memberof equipoise.recording.Recording
             * @instance
             */
            Recording.prototype.network = "";

            /**
             * Recording seed.
             * @member {number} seed
             * @memberof equipoise.recording.Recording
             * @instance
             */
            Recording.prototype.seed = 0;

            /**
             * Recording dt.
             * @member {number} dt
             * @memberof equipoise.recording.Recording
             * @instance
             */
            Recording.prototype.dt = 0;

            /**
             * Recording startStep.
             * @member {number} startStep
             * @memberof equipoise.recording.Recording
             * @instance
             */
            Recording.prototype.startStep = 0;

            /**
             * Recording steps.
             * @member {number} steps
             * @memberof equipoise.recording.Recording
             * @instance
             */
            Recording.prototype.steps = 0;

            /**
             * Recording populations.
             * @member {Array.<equipoise.recording.Population.$Properties>} populations
             * @memberof equipoise.recording.Recording
             * @instance
             */
            Recording.prototype.populations = $util.emptyArray;

            /**
             * Recording spikeCount.
             * @member {number} spikeCount
             * @memberof equipoise.recording.Recording
             * @instance
             */
            Recording.prototype.spikeCount = 0;

            /**
             * Recording spikes.
             * @member {Uint8Array} spikes
             * @memberof equipoise.recording.Recording
             * @instance
             */
            Recording.prototype.spikes = $util.newBuffer([]);

            /**
             * Recording traces.
             * @member {equipoise.recording.Traces.$Properties|null|undefined} traces
             * @memberof equipoise.recording.Recording
             * @instance
             */
            Recording.prototype.traces = null;

            /**
             * Recording counters.
             * @member {Array.<equipoise.recording.Counter.$Properties>} counters
             * @memberof equipoise.recording.Recording
             * @instance
             */
            Recording.prototype.counters = $util.emptyArray;

            /**
             * Recording probes.
             * @member {Array.<equipoise.recording.Probe.$Properties>} probes
             * @memberof equipoise.recording.Recording
             * @instance
             */
            Recording.prototype.probes = $util.emptyArray;

            /**
             * Recording spikesOf.
             * @member {Uint8Array} spikesOf
             * @memberof equipoise.recording.Recording
             * @instance
             */
            Recording.prototype.spikesOf = $util.newBuffer([]);

            /**
             * Recording burnInSteps.
             * @member {number|null|undefined} burnInSteps
             * @memberof equipoise.recording.Recording
             * @instance
             */
            Recording.prototype.burnInSteps = null;

            // OneOf field names bound to virtual getters and setters
            let $oneOfFields;

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Recording.prototype, "_burnInSteps", {
                get: $util.oneOfGetter($oneOfFields = ["burnInSteps"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            /**
             * Creates a new Recording instance using the specified properties.
             * @function create
             * @memberof equipoise.recording.Recording
             * @static
             * @param {equipoise.recording.Recording.$Properties=} [properties] Properties to set
             * @returns {equipoise.recording.Recording} Recording instance
             * @type {{
             *   (properties: equipoise.recording.Recording.$Shape): equipoise.recording.Recording & equipoise.recording.Recording.$Shape;
             *   (properties?: equipoise.recording.Recording.$Properties): equipoise.recording.Recording;
             * }}
             */
            Recording.create = function(properties) {
                return new Recording(properties);
            };

            /**
             * Encodes the specified Recording message. Does not implicitly {@link equipoise.recording.Recording.verify|verify} messages.
             * @function encode
             * @memberof equipoise.recording.Recording
             * @static
             * @param {equipoise.recording.Recording.$Properties} message Recording message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Recording.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.source != null && $Object.hasOwnProperty.call(message, "source") && message.source !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.source);
                if (message.network != null && $Object.hasOwnProperty.call(message, "network") && message.network !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.network);
                if (message.seed != null && $Object.hasOwnProperty.call(message, "seed") && message.seed !== 0)
                    writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.seed);
                if (message.dt != null && $Object.hasOwnProperty.call(message, "dt") && !$Object.is(message.dt, 0))
                    writer.uint32(/* id 4, wireType 1 =*/33).double(message.dt);
                if (message.startStep != null && $Object.hasOwnProperty.call(message, "startStep") && message.startStep !== 0)
                    writer.uint32(/* id 5, wireType 0 =*/40).uint32(message.startStep);
                if (message.steps != null && $Object.hasOwnProperty.call(message, "steps") && message.steps !== 0)
                    writer.uint32(/* id 6, wireType 0 =*/48).uint32(message.steps);
                if (message.populations != null && message.populations.length)
                    for (let i = 0; i < message.populations.length; ++i)
                        $root.equipoise.recording.Population.encode(message.populations[i], writer.uint32(/* id 7, wireType 2 =*/58).fork(), _depth + 1).ldelim();
                if (message.spikeCount != null && $Object.hasOwnProperty.call(message, "spikeCount") && message.spikeCount !== 0)
                    writer.uint32(/* id 8, wireType 0 =*/64).uint32(message.spikeCount);
                if (message.spikes != null && $Object.hasOwnProperty.call(message, "spikes") && message.spikes.length)
                    writer.uint32(/* id 9, wireType 2 =*/74).bytes(message.spikes);
                if (message.traces != null && $Object.hasOwnProperty.call(message, "traces"))
                    $root.equipoise.recording.Traces.encode(message.traces, writer.uint32(/* id 10, wireType 2 =*/82).fork(), _depth + 1).ldelim();
                if (message.counters != null && message.counters.length)
                    for (let i = 0; i < message.counters.length; ++i)
                        $root.equipoise.recording.Counter.encode(message.counters[i], writer.uint32(/* id 11, wireType 2 =*/90).fork(), _depth + 1).ldelim();
                if (message.probes != null && message.probes.length)
                    for (let i = 0; i < message.probes.length; ++i)
                        $root.equipoise.recording.Probe.encode(message.probes[i], writer.uint32(/* id 12, wireType 2 =*/98).fork(), _depth + 1).ldelim();
                if (message.spikesOf != null && $Object.hasOwnProperty.call(message, "spikesOf") && message.spikesOf.length)
                    writer.uint32(/* id 13, wireType 2 =*/106).bytes(message.spikesOf);
                if (message.burnInSteps != null && $Object.hasOwnProperty.call(message, "burnInSteps"))
                    writer.uint32(/* id 14, wireType 0 =*/112).uint32(message.burnInSteps);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Recording message from the specified reader or buffer.
             * @function decode
             * @memberof equipoise.recording.Recording
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {equipoise.recording.Recording & equipoise.recording.Recording.$Shape} Recording
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Recording.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.equipoise.recording.Recording();
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
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.source = value;
                            else
                                delete message.source;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.network = value;
                            else
                                delete message.network;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.seed = value;
                            else
                                delete message.seed;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.dt = value;
                            else
                                delete message.dt;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.startStep = value;
                            else
                                delete message.startStep;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.steps = value;
                            else
                                delete message.steps;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 2)
                                break;
                            if (!(message.populations && message.populations.length))
                                message.populations = [];
                            message.populations.push($root.equipoise.recording.Population.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 8: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.spikeCount = value;
                            else
                                delete message.spikeCount;
                            continue;
                        }
                    case 9: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.spikes = value;
                            else
                                delete message.spikes;
                            continue;
                        }
                    case 10: {
                            if (wireType !== 2)
                                break;
                            message.traces = $root.equipoise.recording.Traces.decode(reader, reader.size(), $undefined, _depth + 1, message.traces);
                            continue;
                        }
                    case 11: {
                            if (wireType !== 2)
                                break;
                            if (!(message.counters && message.counters.length))
                                message.counters = [];
                            message.counters.push($root.equipoise.recording.Counter.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 12: {
                            if (wireType !== 2)
                                break;
                            if (!(message.probes && message.probes.length))
                                message.probes = [];
                            message.probes.push($root.equipoise.recording.Probe.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 13: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.spikesOf = value;
                            else
                                delete message.spikesOf;
                            continue;
                        }
                    case 14: {
                            if (wireType !== 0)
                                break;
                            message.burnInSteps = reader.uint32();
                            message._burnInSteps = "burnInSteps";
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

            return Recording;
        })();

        recording.Population = (function() {

            /**
             * Properties of a Population.
             * @typedef {Object} equipoise.recording.Population.$Properties
             * @property {string|null} [name] Population name
             * @property {number|null} [first] Population first
             * @property {number|null} [size] Population size
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Population.
             * @memberof equipoise.recording
             * @interface IPopulation
             * @augments equipoise.recording.Population.$Properties
             * @deprecated Use equipoise.recording.Population.$Properties instead.
             */

            /**
             * Shape of a Population.
             * @typedef {equipoise.recording.Population.$Properties} equipoise.recording.Population.$Shape
             */

            /**
             * Constructs a new Population.
             * @memberof equipoise.recording
             * @classdesc Represents a Population.
             * @constructor
             * @param {equipoise.recording.Population.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Population = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Population name.
             * @member {string} name
             * @memberof equipoise.recording.Population
             * @instance
             */
            Population.prototype.name = "";

            /**
             * Population first.
             * @member {number} first
             * @memberof equipoise.recording.Population
             * @instance
             */
            Population.prototype.first = 0;

            /**
             * Population size.
             * @member {number} size
             * @memberof equipoise.recording.Population
             * @instance
             */
            Population.prototype.size = 0;

            /**
             * Creates a new Population instance using the specified properties.
             * @function create
             * @memberof equipoise.recording.Population
             * @static
             * @param {equipoise.recording.Population.$Properties=} [properties] Properties to set
             * @returns {equipoise.recording.Population} Population instance
             * @type {{
             *   (properties: equipoise.recording.Population.$Shape): equipoise.recording.Population & equipoise.recording.Population.$Shape;
             *   (properties?: equipoise.recording.Population.$Properties): equipoise.recording.Population;
             * }}
             */
            Population.create = function(properties) {
                return new Population(properties);
            };

            /**
             * Encodes the specified Population message. Does not implicitly {@link equipoise.recording.Population.verify|verify} messages.
             * @function encode
             * @memberof equipoise.recording.Population
             * @static
             * @param {equipoise.recording.Population.$Properties} message Population message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Population.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.name);
                if (message.first != null && $Object.hasOwnProperty.call(message, "first") && message.first !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.first);
                if (message.size != null && $Object.hasOwnProperty.call(message, "size") && message.size !== 0)
                    writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.size);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Population message from the specified reader or buffer.
             * @function decode
             * @memberof equipoise.recording.Population
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {equipoise.recording.Population & equipoise.recording.Population.$Shape} Population
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Population.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.equipoise.recording.Population();
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
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.name = value;
                            else
                                delete message.name;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.first = value;
                            else
                                delete message.first;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.size = value;
                            else
                                delete message.size;
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

            return Population;
        })();

        recording.Probe = (function() {

            /**
             * Properties of a Probe.
             * @typedef {Object} equipoise.recording.Probe.$Properties
             * @property {string|null} [population] Probe population
             * @property {Uint8Array|null} [neurons] Probe neurons
             * @property {string|null} [variable] Probe variable
             * @property {string|null} [unit] Probe unit
             * @property {number|null} [period] Probe period
             * @property {number|null} [fromStep] Probe fromStep
             * @property {number|null} [rows] Probe rows
             * @property {Uint8Array|null} [values] Probe values
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Probe.
             * @memberof equipoise.recording
             * @interface IProbe
             * @augments equipoise.recording.Probe.$Properties
             * @deprecated Use equipoise.recording.Probe.$Properties instead.
             */

            /**
             * Shape of a Probe.
             * @typedef {equipoise.recording.Probe.$Properties} equipoise.recording.Probe.$Shape
             */

            /**
             * Constructs a new Probe.
             * @memberof equipoise.recording
             * @classdesc Represents a Probe.
             * @constructor
             * @param {equipoise.recording.Probe.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Probe = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Probe population.
             * @member {string} population
             * @memberof equipoise.recording.Probe
             * @instance
             */
            Probe.prototype.population = "";

            /**
             * Probe neurons.
             * @member {Uint8Array} neurons
             * @memberof equipoise.recording.Probe
             * @instance
             */
            Probe.prototype.neurons = $util.newBuffer([]);

            /**
             * Probe variable.
             * @member {string} variable
             * @memberof equipoise.recording.Probe
             * @instance
             */
            Probe.prototype.variable = "";

            /**
             * Probe unit.
             * @member {string} unit
             * @memberof equipoise.recording.Probe
             * @instance
             */
            Probe.prototype.unit = "";

            /**
             * Probe period.
             * @member {number} period
             * @memberof equipoise.recording.Probe
             * @instance
             */
            Probe.prototype.period = 0;

            /**
             * Probe fromStep.
             * @member {number} fromStep
             * @memberof equipoise.recording.Probe
             * @instance
             */
            Probe.prototype.fromStep = 0;

            /**
             * Probe rows.
             * @member {number} rows
             * @memberof equipoise.recording.Probe
             * @instance
             */
            Probe.prototype.rows = 0;

            /**
             * Probe values.
             * @member {Uint8Array} values
             * @memberof equipoise.recording.Probe
             * @instance
             */
            Probe.prototype.values = $util.newBuffer([]);

            /**
             * Creates a new Probe instance using the specified properties.
             * @function create
             * @memberof equipoise.recording.Probe
             * @static
             * @param {equipoise.recording.Probe.$Properties=} [properties] Properties to set
             * @returns {equipoise.recording.Probe} Probe instance
             * @type {{
             *   (properties: equipoise.recording.Probe.$Shape): equipoise.recording.Probe & equipoise.recording.Probe.$Shape;
             *   (properties?: equipoise.recording.Probe.$Properties): equipoise.recording.Probe;
             * }}
             */
            Probe.create = function(properties) {
                return new Probe(properties);
            };

            /**
             * Encodes the specified Probe message. Does not implicitly {@link equipoise.recording.Probe.verify|verify} messages.
             * @function encode
             * @memberof equipoise.recording.Probe
             * @static
             * @param {equipoise.recording.Probe.$Properties} message Probe message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Probe.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.population != null && $Object.hasOwnProperty.call(message, "population") && message.population !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.population);
                if (message.neurons != null && $Object.hasOwnProperty.call(message, "neurons") && message.neurons.length)
                    writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.neurons);
                if (message.variable != null && $Object.hasOwnProperty.call(message, "variable") && message.variable !== "")
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.variable);
                if (message.unit != null && $Object.hasOwnProperty.call(message, "unit") && message.unit !== "")
                    writer.uint32(/* id 4, wireType 2 =*/34).string(message.unit);
                if (message.period != null && $Object.hasOwnProperty.call(message, "period") && message.period !== 0)
                    writer.uint32(/* id 5, wireType 0 =*/40).uint32(message.period);
                if (message.fromStep != null && $Object.hasOwnProperty.call(message, "fromStep") && message.fromStep !== 0)
                    writer.uint32(/* id 6, wireType 0 =*/48).uint32(message.fromStep);
                if (message.rows != null && $Object.hasOwnProperty.call(message, "rows") && message.rows !== 0)
                    writer.uint32(/* id 7, wireType 0 =*/56).uint32(message.rows);
                if (message.values != null && $Object.hasOwnProperty.call(message, "values") && message.values.length)
                    writer.uint32(/* id 8, wireType 2 =*/66).bytes(message.values);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Probe message from the specified reader or buffer.
             * @function decode
             * @memberof equipoise.recording.Probe
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {equipoise.recording.Probe & equipoise.recording.Probe.$Shape} Probe
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Probe.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.equipoise.recording.Probe();
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
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.population = value;
                            else
                                delete message.population;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.neurons = value;
                            else
                                delete message.neurons;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.variable = value;
                            else
                                delete message.variable;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.unit = value;
                            else
                                delete message.unit;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.period = value;
                            else
                                delete message.period;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.fromStep = value;
                            else
                                delete message.fromStep;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.rows = value;
                            else
                                delete message.rows;
                            continue;
                        }
                    case 8: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.values = value;
                            else
                                delete message.values;
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

            return Probe;
        })();

        recording.Traces = (function() {

            /**
             * Properties of a Traces.
             * @typedef {Object} equipoise.recording.Traces.$Properties
             * @property {Uint8Array|null} [neurons] Traces neurons
             * @property {number|null} [fromStep] Traces fromStep
             * @property {number|null} [rows] Traces rows
             * @property {Uint8Array|null} [u] Traces u
             * @property {Uint8Array|null} [v] Traces v
             * @property {string|null} [unit] Traces unit
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Traces.
             * @memberof equipoise.recording
             * @interface ITraces
             * @augments equipoise.recording.Traces.$Properties
             * @deprecated Use equipoise.recording.Traces.$Properties instead.
             */

            /**
             * Shape of a Traces.
             * @typedef {equipoise.recording.Traces.$Properties} equipoise.recording.Traces.$Shape
             */

            /**
             * Constructs a new Traces.
             * @memberof equipoise.recording
             * @classdesc Represents a Traces.
             * @constructor
             * @param {equipoise.recording.Traces.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Traces = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Traces neurons.
             * @member {Uint8Array} neurons
             * @memberof equipoise.recording.Traces
             * @instance
             */
            Traces.prototype.neurons = $util.newBuffer([]);

            /**
             * Traces fromStep.
             * @member {number} fromStep
             * @memberof equipoise.recording.Traces
             * @instance
             */
            Traces.prototype.fromStep = 0;

            /**
             * Traces rows.
             * @member {number} rows
             * @memberof equipoise.recording.Traces
             * @instance
             */
            Traces.prototype.rows = 0;

            /**
             * Traces u.
             * @member {Uint8Array} u
             * @memberof equipoise.recording.Traces
             * @instance
             */
            Traces.prototype.u = $util.newBuffer([]);

            /**
             * Traces v.
             * @member {Uint8Array} v
             * @memberof equipoise.recording.Traces
             * @instance
             */
            Traces.prototype.v = $util.newBuffer([]);

            /**
             * Traces unit.
             * @member {string} unit
             * @memberof equipoise.recording.Traces
             * @instance
             */
            Traces.prototype.unit = "";

            /**
             * Creates a new Traces instance using the specified properties.
             * @function create
             * @memberof equipoise.recording.Traces
             * @static
             * @param {equipoise.recording.Traces.$Properties=} [properties] Properties to set
             * @returns {equipoise.recording.Traces} Traces instance
             * @type {{
             *   (properties: equipoise.recording.Traces.$Shape): equipoise.recording.Traces & equipoise.recording.Traces.$Shape;
             *   (properties?: equipoise.recording.Traces.$Properties): equipoise.recording.Traces;
             * }}
             */
            Traces.create = function(properties) {
                return new Traces(properties);
            };

            /**
             * Encodes the specified Traces message. Does not implicitly {@link equipoise.recording.Traces.verify|verify} messages.
             * @function encode
             * @memberof equipoise.recording.Traces
             * @static
             * @param {equipoise.recording.Traces.$Properties} message Traces message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Traces.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.neurons != null && $Object.hasOwnProperty.call(message, "neurons") && message.neurons.length)
                    writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.neurons);
                if (message.fromStep != null && $Object.hasOwnProperty.call(message, "fromStep") && message.fromStep !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.fromStep);
                if (message.rows != null && $Object.hasOwnProperty.call(message, "rows") && message.rows !== 0)
                    writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.rows);
                if (message.u != null && $Object.hasOwnProperty.call(message, "u") && message.u.length)
                    writer.uint32(/* id 4, wireType 2 =*/34).bytes(message.u);
                if (message.v != null && $Object.hasOwnProperty.call(message, "v") && message.v.length)
                    writer.uint32(/* id 5, wireType 2 =*/42).bytes(message.v);
                if (message.unit != null && $Object.hasOwnProperty.call(message, "unit") && message.unit !== "")
                    writer.uint32(/* id 6, wireType 2 =*/50).string(message.unit);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Traces message from the specified reader or buffer.
             * @function decode
             * @memberof equipoise.recording.Traces
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {equipoise.recording.Traces & equipoise.recording.Traces.$Shape} Traces
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Traces.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.equipoise.recording.Traces();
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
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.neurons = value;
                            else
                                delete message.neurons;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.fromStep = value;
                            else
                                delete message.fromStep;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.rows = value;
                            else
                                delete message.rows;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.u = value;
                            else
                                delete message.u;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.v = value;
                            else
                                delete message.v;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.unit = value;
                            else
                                delete message.unit;
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

            return Traces;
        })();

        recording.Counter = (function() {

            /**
             * Properties of a Counter.
             * @typedef {Object} equipoise.recording.Counter.$Properties
             * @property {string|null} [name] Counter name
             * @property {number|null} [value] Counter value
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Counter.
             * @memberof equipoise.recording
             * @interface ICounter
             * @augments equipoise.recording.Counter.$Properties
             * @deprecated Use equipoise.recording.Counter.$Properties instead.
             */

            /**
             * Shape of a Counter.
             * @typedef {equipoise.recording.Counter.$Properties} equipoise.recording.Counter.$Shape
             */

            /**
             * Constructs a new Counter.
             * @memberof equipoise.recording
             * @classdesc Represents a Counter.
             * @constructor
             * @param {equipoise.recording.Counter.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Counter = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Counter name.
             * @member {string} name
             * @memberof equipoise.recording.Counter
             * @instance
             */
            Counter.prototype.name = "";

            /**
             * Counter value.
             * @member {number} value
             * @memberof equipoise.recording.Counter
             * @instance
             */
            Counter.prototype.value = 0;

            /**
             * Creates a new Counter instance using the specified properties.
             * @function create
             * @memberof equipoise.recording.Counter
             * @static
             * @param {equipoise.recording.Counter.$Properties=} [properties] Properties to set
             * @returns {equipoise.recording.Counter} Counter instance
             * @type {{
             *   (properties: equipoise.recording.Counter.$Shape): equipoise.recording.Counter & equipoise.recording.Counter.$Shape;
             *   (properties?: equipoise.recording.Counter.$Properties): equipoise.recording.Counter;
             * }}
             */
            Counter.create = function(properties) {
                return new Counter(properties);
            };

            /**
             * Encodes the specified Counter message. Does not implicitly {@link equipoise.recording.Counter.verify|verify} messages.
             * @function encode
             * @memberof equipoise.recording.Counter
             * @static
             * @param {equipoise.recording.Counter.$Properties} message Counter message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Counter.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.name);
                if (message.value != null && $Object.hasOwnProperty.call(message, "value") && !$Object.is(message.value, 0))
                    writer.uint32(/* id 2, wireType 1 =*/17).double(message.value);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Counter message from the specified reader or buffer.
             * @function decode
             * @memberof equipoise.recording.Counter
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {equipoise.recording.Counter & equipoise.recording.Counter.$Shape} Counter
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Counter.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.equipoise.recording.Counter();
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
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.name = value;
                            else
                                delete message.name;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.value = value;
                            else
                                delete message.value;
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

            return Counter;
        })();

        return recording;
    })();

    return equipoise;
})();

export {
  $root as default
};
