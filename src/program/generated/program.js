/*eslint-disable block-scoped-var, id-length, no-control-regex, no-magic-numbers, no-mixed-operators, no-prototype-builtins, no-redeclare, no-shadow, no-var, sort-vars, default-case, jsdoc/require-param*/
import $protobuf from "protobufjs/minimal.js";

// Common aliases
const $Reader = $protobuf.Reader, $Writer = $protobuf.Writer, $util = $protobuf.util;
const $Object = $util.global.Object, $undefined = $util.global.undefined, $Error = $util.global.Error, $RangeError = $util.global.RangeError;

// Exported root namespace
const $root = $protobuf.roots["program"] || ($protobuf.roots["program"] = {});

export const equipoise = $root.equipoise = (() => {

    /**
     * Namespace equipoise.
     * @exports equipoise
     * @namespace
     */
    const equipoise = {};

    equipoise.program = (function() {

        /**
         * Namespace program.
         * @memberof equipoise
         * @namespace
         */
        const program = {};

        program.Program = (function() {

            /**
             * Properties of a Program.
             * @typedef {Object} equipoise.program.Program.$Properties
             * @property {number|null} [formatVersion] Program formatVersion
             * @property {string|null} [compiler] Program compiler
             * @property {string|null} [name] Program name
             * @property {string|null} [target] Program target
             * @property {string|null} [board] Program board
             * @property {string|null} [profile] Program profile
             * @property {boolean|null} [oversize] Program oversize
             * @property {number|null} [dt] Program dt
             * @property {number|null} [seed] Program seed
             * @property {number|null} [steps] Program steps
             * @property {number|null} [burnInSteps] Program burnInSteps
             * @property {number|null} [size] Program size
             * @property {Array.<equipoise.program.Population.$Properties>|null} [populations] Program populations
             * @property {Array.<equipoise.program.InputPort.$Properties>|null} [inputs] Program inputs
             * @property {Array.<equipoise.program.SynapseGroup.$Properties>|null} [groups] Program groups
             * @property {Array.<equipoise.program.Core.$Properties>|null} [cores] Program cores
             * @property {Array.<equipoise.program.InputRouting.$Properties>|null} [inputRouting] Program inputRouting
             * @property {Array.<equipoise.program.BiasChange.$Properties>|null} [biasChanges] Program biasChanges
             * @property {Uint8Array|null} [readbackVLsb] Program readbackVLsb
             * @property {Uint8Array|null} [readbackVOffset] Program readbackVOffset
             * @property {Array.<equipoise.program.SourceMapEntry.$Properties>|null} [sourceMap] Program sourceMap
             * @property {Array.<equipoise.program.LossEntry.$Properties>|null} [ledger] Program ledger
             * @property {string|null} [options] Program options
             * @property {equipoise.program.SpinnakerMachine.$Properties|null} [spinnaker] Program spinnaker
             * @property {Array.<equipoise.program.Probe.$Properties>|null} [probes] Program probes
             * @property {boolean|null} [spikesProbed] Program spikesProbed
             * @property {equipoise.program.OtherImage.$Properties|null} [other] Program other
             * @property {boolean|null} [routesByAxon] Program routesByAxon
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Program.
             * @memberof equipoise.program
             * @interface IProgram
             * @augments equipoise.program.Program.$Properties
             * @deprecated Use equipoise.program.Program.$Properties instead.
             */

            /**
             * Shape of a Program.
             * @typedef {equipoise.program.Program.$Properties} equipoise.program.Program.$Shape
             */

            /**
             * Constructs a new Program.
             * @memberof equipoise.program
             * @classdesc Represents a Program.
             * @constructor
             * @param {equipoise.program.Program.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Program = function (properties) {
                this.populations = [];
                this.inputs = [];
                this.groups = [];
                this.cores = [];
                this.inputRouting = [];
                this.biasChanges = [];
                this.sourceMap = [];
                this.ledger = [];
                this.probes = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Program formatVersion.
             * @member {number} formatVersion
             * @memberof equipoise.program.Program
             * @instance
             */
            Program.prototype.formatVersion = 0;

            /**
             * Program compiler.
             * @member {string} compiler
             * @memberof equipoise.program.Program
             * @instance
             */
            Program.prototype.compiler = "";

            /**
             * Program name.
             * @member {string} name
             * @memberof equipoise.program.Program
             * @instance
             */
            Program.prototype.name = "";

            /**
             * Program target.
             * @member {string} target
             * @memberof equipoise.program.Program
             * @instance
             */
            Program.prototype.target = "";

            /**
             * Program board.
             * @member {string} board
             * @memberof equipoise.program.Program
             * @instance
             */
            Program.prototype.board = "";

            /**
             * Program profile.
             * @member {string} profile
             * @memberof equipoise.program.Program
             * @instance
             */
            Program.prototype.profile = "";

            /**
             * Program oversize.
             * @member {boolean} oversize
             * @memberof equipoise.program.Program
             * @instance
             */
            Program.prototype.oversize = false;

            /**
             * Program dt.
             * @member {number} dt
             * @memberof equipoise.program.Program
             * @instance
             */
            Program.prototype.dt = 0;

            /**
             * Program seed.
             * @member {number} seed
             * @memberof equipoise.program.Program
             * @instance
             */
            Program.prototype.seed = 0;

            /**
             * Program steps.
             * @member {number} steps
             * @memberof equipoise.program.Program
             * @instance
             */
            Program.prototype.steps = 0;

            /**
             * Program burnInSteps.
             * @member {number} burnInSteps
             * @memberof equipoise.program.Program
             * @instance
             */
            Program.prototype.burnInSteps = 0;

            /**
             * Program size.
             * @member {number} size
             * @memberof equipoise.program.Program
             * @instance
             */
            Program.prototype.size = 0;

            /**
             * Program populations.
             * @member {Array.<equipoise.program.Population.$Properties>} populations
             * @memberof equipoise.program.Program
             * @instance
             */
            Program.prototype.populations = $util.emptyArray;

            /**
             * Program inputs.
             * @member {Array.<equipoise.program.InputPort.$Properties>} inputs
             * @memberof equipoise.program.Program
             * @instance
             */
            Program.prototype.inputs = $util.emptyArray;

            /**
             * Program groups.
             * @member {Array.<equipoise.program.SynapseGroup.$Properties>} groups
             * @memberof equipoise.program.Program
             * @instance
             */
            Program.prototype.groups = $util.emptyArray;

            /**
             * Program cores.
             * @member {Array.<equipoise.program.Core.$Properties>} cores
             * @memberof equipoise.program.Program
             * @instance
             */
            Program.prototype.cores = $util.emptyArray;

            /**
             * Program inputRouting.
             * @member {Array.<equipoise.program.InputRouting.$Properties>} inputRouting
             * @memberof equipoise.program.Program
             * @instance
             */
            Program.prototype.inputRouting = $util.emptyArray;

            /**
             * Program biasChanges.
             * @member {Array.<equipoise.program.BiasChange.$Properties>} biasChanges
             * @memberof equipoise.program.Program
             * @instance
             */
            Program.prototype.biasChanges = $util.emptyArray;

            /**
             * Program readbackVLsb.
             * @member {Uint8Array} readbackVLsb
             * @memberof equipoise.program.Program
             * @instance
             */
            Program.prototype.readbackVLsb = $util.newBuffer([]);

            /**
             * Program readbackVOffset.
             * @member {Uint8Array} readbackVOffset
             * @memberof equipoise.program.Program
             * @instance
             */
            Program.prototype.readbackVOffset = $util.newBuffer([]);

            /**
             * Program sourceMap.
             * @member {Array.<equipoise.program.SourceMapEntry.$Properties>} sourceMap
             * @memberof equipoise.program.Program
             * @instance
             */
            Program.prototype.sourceMap = $util.emptyArray;

            /**
             * Program ledger.
             * @member {Array.<equipoise.program.LossEntry.$Properties>} ledger
             * @memberof equipoise.program.Program
             * @instance
             */
            Program.prototype.ledger = $util.emptyArray;

            /**
             * Program options.
             * @member {string} options
             * @memberof equipoise.program.Program
             * @instance
             */
            Program.prototype.options = "";

            /**
             * Program spinnaker.
             * @member {equipoise.program.SpinnakerMachine.$Properties|null|undefined} spinnaker
             * @memberof equipoise.program.Program
             * @instance
             */
            Program.prototype.spinnaker = null;

            /**
             * Program probes.
             * @member {Array.<equipoise.program.Probe.$Properties>} probes
             * @memberof equipoise.program.Program
             * @instance
             */
            Program.prototype.probes = $util.emptyArray;

            /**
             * Program spikesProbed.
             * @member {boolean} spikesProbed
             * @memberof equipoise.program.Program
             * @instance
             */
            Program.prototype.spikesProbed = false;

            /**
             * Program other.
             * @member {equipoise.program.OtherImage.$Properties|null|undefined} other
             * @memberof equipoise.program.Program
             * @instance
             */
            Program.prototype.other = null;

            /**
             * Program routesByAxon.
             * @member {boolean} routesByAxon
             * @memberof equipoise.program.Program
             * @instance
             */
            Program.prototype.routesByAxon = false;

            /**
             * Creates a new Program instance using the specified properties.
             * @function create
             * @memberof equipoise.program.Program
             * @static
             * @param {equipoise.program.Program.$Properties=} [properties] Properties to set
             * @returns {equipoise.program.Program} Program instance
             * @type {{
             *   (properties: equipoise.program.Program.$Shape): equipoise.program.Program & equipoise.program.Program.$Shape;
             *   (properties?: equipoise.program.Program.$Properties): equipoise.program.Program;
             * }}
             */
            Program.create = function(properties) {
                return new Program(properties);
            };

            /**
             * Encodes the specified Program message. Does not implicitly {@link equipoise.program.Program.verify|verify} messages.
             * @function encode
             * @memberof equipoise.program.Program
             * @static
             * @param {equipoise.program.Program.$Properties} message Program message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Program.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.formatVersion != null && $Object.hasOwnProperty.call(message, "formatVersion") && message.formatVersion !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.formatVersion);
                if (message.compiler != null && $Object.hasOwnProperty.call(message, "compiler") && message.compiler !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.compiler);
                if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.name);
                if (message.target != null && $Object.hasOwnProperty.call(message, "target") && message.target !== "")
                    writer.uint32(/* id 4, wireType 2 =*/34).string(message.target);
                if (message.board != null && $Object.hasOwnProperty.call(message, "board") && message.board !== "")
                    writer.uint32(/* id 5, wireType 2 =*/42).string(message.board);
                if (message.profile != null && $Object.hasOwnProperty.call(message, "profile") && message.profile !== "")
                    writer.uint32(/* id 6, wireType 2 =*/50).string(message.profile);
                if (message.oversize != null && $Object.hasOwnProperty.call(message, "oversize") && message.oversize !== false)
                    writer.uint32(/* id 7, wireType 0 =*/56).bool(message.oversize);
                if (message.dt != null && $Object.hasOwnProperty.call(message, "dt") && !$Object.is(message.dt, 0))
                    writer.uint32(/* id 8, wireType 1 =*/65).double(message.dt);
                if (message.seed != null && $Object.hasOwnProperty.call(message, "seed") && message.seed !== 0)
                    writer.uint32(/* id 9, wireType 0 =*/72).uint32(message.seed);
                if (message.steps != null && $Object.hasOwnProperty.call(message, "steps") && message.steps !== 0)
                    writer.uint32(/* id 10, wireType 0 =*/80).uint32(message.steps);
                if (message.burnInSteps != null && $Object.hasOwnProperty.call(message, "burnInSteps") && message.burnInSteps !== 0)
                    writer.uint32(/* id 11, wireType 0 =*/88).uint32(message.burnInSteps);
                if (message.size != null && $Object.hasOwnProperty.call(message, "size") && message.size !== 0)
                    writer.uint32(/* id 12, wireType 0 =*/96).uint32(message.size);
                if (message.populations != null && message.populations.length)
                    for (let i = 0; i < message.populations.length; ++i)
                        $root.equipoise.program.Population.encode(message.populations[i], writer.uint32(/* id 13, wireType 2 =*/106).fork(), _depth + 1).ldelim();
                if (message.inputs != null && message.inputs.length)
                    for (let i = 0; i < message.inputs.length; ++i)
                        $root.equipoise.program.InputPort.encode(message.inputs[i], writer.uint32(/* id 14, wireType 2 =*/114).fork(), _depth + 1).ldelim();
                if (message.groups != null && message.groups.length)
                    for (let i = 0; i < message.groups.length; ++i)
                        $root.equipoise.program.SynapseGroup.encode(message.groups[i], writer.uint32(/* id 15, wireType 2 =*/122).fork(), _depth + 1).ldelim();
                if (message.cores != null && message.cores.length)
                    for (let i = 0; i < message.cores.length; ++i)
                        $root.equipoise.program.Core.encode(message.cores[i], writer.uint32(/* id 16, wireType 2 =*/130).fork(), _depth + 1).ldelim();
                if (message.inputRouting != null && message.inputRouting.length)
                    for (let i = 0; i < message.inputRouting.length; ++i)
                        $root.equipoise.program.InputRouting.encode(message.inputRouting[i], writer.uint32(/* id 17, wireType 2 =*/138).fork(), _depth + 1).ldelim();
                if (message.biasChanges != null && message.biasChanges.length)
                    for (let i = 0; i < message.biasChanges.length; ++i)
                        $root.equipoise.program.BiasChange.encode(message.biasChanges[i], writer.uint32(/* id 18, wireType 2 =*/146).fork(), _depth + 1).ldelim();
                if (message.readbackVLsb != null && $Object.hasOwnProperty.call(message, "readbackVLsb") && message.readbackVLsb.length)
                    writer.uint32(/* id 19, wireType 2 =*/154).bytes(message.readbackVLsb);
                if (message.readbackVOffset != null && $Object.hasOwnProperty.call(message, "readbackVOffset") && message.readbackVOffset.length)
                    writer.uint32(/* id 20, wireType 2 =*/162).bytes(message.readbackVOffset);
                if (message.sourceMap != null && message.sourceMap.length)
                    for (let i = 0; i < message.sourceMap.length; ++i)
                        $root.equipoise.program.SourceMapEntry.encode(message.sourceMap[i], writer.uint32(/* id 21, wireType 2 =*/170).fork(), _depth + 1).ldelim();
                if (message.ledger != null && message.ledger.length)
                    for (let i = 0; i < message.ledger.length; ++i)
                        $root.equipoise.program.LossEntry.encode(message.ledger[i], writer.uint32(/* id 22, wireType 2 =*/178).fork(), _depth + 1).ldelim();
                if (message.options != null && $Object.hasOwnProperty.call(message, "options") && message.options !== "")
                    writer.uint32(/* id 23, wireType 2 =*/186).string(message.options);
                if (message.spinnaker != null && $Object.hasOwnProperty.call(message, "spinnaker"))
                    $root.equipoise.program.SpinnakerMachine.encode(message.spinnaker, writer.uint32(/* id 24, wireType 2 =*/194).fork(), _depth + 1).ldelim();
                if (message.probes != null && message.probes.length)
                    for (let i = 0; i < message.probes.length; ++i)
                        $root.equipoise.program.Probe.encode(message.probes[i], writer.uint32(/* id 25, wireType 2 =*/202).fork(), _depth + 1).ldelim();
                if (message.spikesProbed != null && $Object.hasOwnProperty.call(message, "spikesProbed") && message.spikesProbed !== false)
                    writer.uint32(/* id 26, wireType 0 =*/208).bool(message.spikesProbed);
                if (message.other != null && $Object.hasOwnProperty.call(message, "other"))
                    $root.equipoise.program.OtherImage.encode(message.other, writer.uint32(/* id 27, wireType 2 =*/218).fork(), _depth + 1).ldelim();
                if (message.routesByAxon != null && $Object.hasOwnProperty.call(message, "routesByAxon") && message.routesByAxon !== false)
                    writer.uint32(/* id 28, wireType 0 =*/224).bool(message.routesByAxon);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Program message from the specified reader or buffer.
             * @function decode
             * @memberof equipoise.program.Program
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {equipoise.program.Program & equipoise.program.Program.$Shape} Program
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Program.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.equipoise.program.Program();
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
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.formatVersion = value;
                            else
                                delete message.formatVersion;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.compiler = value;
                            else
                                delete message.compiler;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.name = value;
                            else
                                delete message.name;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.target = value;
                            else
                                delete message.target;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.board = value;
                            else
                                delete message.board;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.profile = value;
                            else
                                delete message.profile;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.oversize = value;
                            else
                                delete message.oversize;
                            continue;
                        }
                    case 8: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.dt = value;
                            else
                                delete message.dt;
                            continue;
                        }
                    case 9: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.seed = value;
                            else
                                delete message.seed;
                            continue;
                        }
                    case 10: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.steps = value;
                            else
                                delete message.steps;
                            continue;
                        }
                    case 11: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.burnInSteps = value;
                            else
                                delete message.burnInSteps;
                            continue;
                        }
                    case 12: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.size = value;
                            else
                                delete message.size;
                            continue;
                        }
                    case 13: {
                            if (wireType !== 2)
                                break;
                            if (!(message.populations && message.populations.length))
                                message.populations = [];
                            message.populations.push($root.equipoise.program.Population.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 14: {
                            if (wireType !== 2)
                                break;
                            if (!(message.inputs && message.inputs.length))
                                message.inputs = [];
                            message.inputs.push($root.equipoise.program.InputPort.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 15: {
                            if (wireType !== 2)
                                break;
                            if (!(message.groups && message.groups.length))
                                message.groups = [];
                            message.groups.push($root.equipoise.program.SynapseGroup.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 16: {
                            if (wireType !== 2)
                                break;
                            if (!(message.cores && message.cores.length))
                                message.cores = [];
                            message.cores.push($root.equipoise.program.Core.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 17: {
                            if (wireType !== 2)
                                break;
                            if (!(message.inputRouting && message.inputRouting.length))
                                message.inputRouting = [];
                            message.inputRouting.push($root.equipoise.program.InputRouting.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 18: {
                            if (wireType !== 2)
                                break;
                            if (!(message.biasChanges && message.biasChanges.length))
                                message.biasChanges = [];
                            message.biasChanges.push($root.equipoise.program.BiasChange.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 19: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.readbackVLsb = value;
                            else
                                delete message.readbackVLsb;
                            continue;
                        }
                    case 20: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.readbackVOffset = value;
                            else
                                delete message.readbackVOffset;
                            continue;
                        }
                    case 21: {
                            if (wireType !== 2)
                                break;
                            if (!(message.sourceMap && message.sourceMap.length))
                                message.sourceMap = [];
                            message.sourceMap.push($root.equipoise.program.SourceMapEntry.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 22: {
                            if (wireType !== 2)
                                break;
                            if (!(message.ledger && message.ledger.length))
                                message.ledger = [];
                            message.ledger.push($root.equipoise.program.LossEntry.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 23: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.options = value;
                            else
                                delete message.options;
                            continue;
                        }
                    case 24: {
                            if (wireType !== 2)
                                break;
                            message.spinnaker = $root.equipoise.program.SpinnakerMachine.decode(reader, reader.size(), $undefined, _depth + 1, message.spinnaker);
                            continue;
                        }
                    case 25: {
                            if (wireType !== 2)
                                break;
                            if (!(message.probes && message.probes.length))
                                message.probes = [];
                            message.probes.push($root.equipoise.program.Probe.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 26: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.spikesProbed = value;
                            else
                                delete message.spikesProbed;
                            continue;
                        }
                    case 27: {
                            if (wireType !== 2)
                                break;
                            message.other = $root.equipoise.program.OtherImage.decode(reader, reader.size(), $undefined, _depth + 1, message.other);
                            continue;
                        }
                    case 28: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.routesByAxon = value;
                            else
                                delete message.routesByAxon;
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

            return Program;
        })();

        program.Probe = (function() {

            /**
             * Properties of a Probe.
             * @typedef {Object} equipoise.program.Probe.$Properties
             * @property {string|null} [population] Probe population
             * @property {Uint8Array|null} [neurons] Probe neurons
             * @property {string|null} [variable] Probe variable
             * @property {number|null} [period] Probe period
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Probe.
             * @memberof equipoise.program
             * @interface IProbe
             * @augments equipoise.program.Probe.$Properties
             * @deprecated Use equipoise.program.Probe.$Properties instead.
             */

            /**
             * Shape of a Probe.
             * @typedef {equipoise.program.Probe.$Properties} equipoise.program.Probe.$Shape
             */

            /**
             * Constructs a new Probe.
             * @memberof equipoise.program
             * @classdesc Represents a Probe.
             * @constructor
             * @param {equipoise.program.Probe.$Properties=} [properties] Properties to set
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
             * @memberof equipoise.program.Probe
             * @instance
             */
            Probe.prototype.population = "";

            /**
             * Probe neurons.
             * @member {Uint8Array} neurons
             * @memberof equipoise.program.Probe
             * @instance
             */
            Probe.prototype.neurons = $util.newBuffer([]);

            /**
             * Probe variable.
             * @member {string} variable
             * @memberof equipoise.program.Probe
             * @instance
             */
            Probe.prototype.variable = "";

            /**
             * Probe period.
             * @member {number} period
             * @memberof equipoise.program.Probe
             * @instance
             */
            Probe.prototype.period = 0;

            /**
             * Creates a new Probe instance using the specified properties.
             * @function create
             * @memberof equipoise.program.Probe
             * @static
             * @param {equipoise.program.Probe.$Properties=} [properties] Properties to set
             * @returns {equipoise.program.Probe} Probe instance
             * @type {{
             *   (properties: equipoise.program.Probe.$Shape): equipoise.program.Probe & equipoise.program.Probe.$Shape;
             *   (properties?: equipoise.program.Probe.$Properties): equipoise.program.Probe;
             * }}
             */
            Probe.create = function(properties) {
                return new Probe(properties);
            };

            /**
             * Encodes the specified Probe message. Does not implicitly {@link equipoise.program.Probe.verify|verify} messages.
             * @function encode
             * @memberof equipoise.program.Probe
             * @static
             * @param {equipoise.program.Probe.$Properties} message Probe message or plain object to encode
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
                if (message.period != null && $Object.hasOwnProperty.call(message, "period") && message.period !== 0)
                    writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.period);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Probe message from the specified reader or buffer.
             * @function decode
             * @memberof equipoise.program.Probe
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {equipoise.program.Probe & equipoise.program.Probe.$Shape} Probe
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
                message = _target || new $root.equipoise.program.Probe();
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
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.period = value;
                            else
                                delete message.period;
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

        program.OtherImage = (function() {

            /**
             * Properties of an OtherImage.
             * @typedef {Object} equipoise.program.OtherImage.$Properties
             * @property {string|null} [family] OtherImage family
             * @property {Uint8Array|null} [image] OtherImage image
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an OtherImage.
             * @memberof equipoise.program
             * @interface IOtherImage
             * @augments equipoise.program.OtherImage.$Properties
             * @deprecated Use equipoise.program.OtherImage.$Properties instead.
             */

            /**
             * Shape of an OtherImage.
             * @typedef {equipoise.program.OtherImage.$Properties} equipoise.program.OtherImage.$Shape
             */

            /**
             * Constructs a new OtherImage.
             * @memberof equipoise.program
             * @classdesc Represents an OtherImage.
             * @constructor
             * @param {equipoise.program.OtherImage.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const OtherImage = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * OtherImage family.
             * @member {string} family
             * @memberof equipoise.program.OtherImage
             * @instance
             */
            OtherImage.prototype.family = "";

            /**
             * OtherImage image.
             * @member {Uint8Array} image
             * @memberof equipoise.program.OtherImage
             * @instance
             */
            OtherImage.prototype.image = $util.newBuffer([]);

            /**
             * Creates a new OtherImage instance using the specified properties.
             * @function create
             * @memberof equipoise.program.OtherImage
             * @static
             * @param {equipoise.program.OtherImage.$Properties=} [properties] Properties to set
             * @returns {equipoise.program.OtherImage} OtherImage instance
             * @type {{
             *   (properties: equipoise.program.OtherImage.$Shape): equipoise.program.OtherImage & equipoise.program.OtherImage.$Shape;
             *   (properties?: equipoise.program.OtherImage.$Properties): equipoise.program.OtherImage;
             * }}
             */
            OtherImage.create = function(properties) {
                return new OtherImage(properties);
            };

            /**
             * Encodes the specified OtherImage message. Does not implicitly {@link equipoise.program.OtherImage.verify|verify} messages.
             * @function encode
             * @memberof equipoise.program.OtherImage
             * @static
             * @param {equipoise.program.OtherImage.$Properties} message OtherImage message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            OtherImage.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.family != null && $Object.hasOwnProperty.call(message, "family") && message.family !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.family);
                if (message.image != null && $Object.hasOwnProperty.call(message, "image") && message.image.length)
                    writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.image);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an OtherImage message from the specified reader or buffer.
             * @function decode
             * @memberof equipoise.program.OtherImage
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {equipoise.program.OtherImage & equipoise.program.OtherImage.$Shape} OtherImage
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            OtherImage.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.equipoise.program.OtherImage();
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
                                message.family = value;
                            else
                                delete message.family;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.image = value;
                            else
                                delete message.image;
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

            return OtherImage;
        })();

        program.Population = (function() {

            /**
             * Properties of a Population.
             * @typedef {Object} equipoise.program.Population.$Properties
             * @property {string|null} [name] Population name
             * @property {number|null} [first] Population first
             * @property {number|null} [size] Population size
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Population.
             * @memberof equipoise.program
             * @interface IPopulation
             * @augments equipoise.program.Population.$Properties
             * @deprecated Use equipoise.program.Population.$Properties instead.
             */

            /**
             * Shape of a Population.
             * @typedef {equipoise.program.Population.$Properties} equipoise.program.Population.$Shape
             */

            /**
             * Constructs a new Population.
             * @memberof equipoise.program
             * @classdesc Represents a Population.
             * @constructor
             * @param {equipoise.program.Population.$Properties=} [properties] Properties to set
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
             * @memberof equipoise.program.Population
             * @instance
             */
            Population.prototype.name = "";

            /**
             * Population first.
             * @member {number} first
             * @memberof equipoise.program.Population
             * @instance
             */
            Population.prototype.first = 0;

            /**
             * Population size.
             * @member {number} size
             * @memberof equipoise.program.Population
             * @instance
             */
            Population.prototype.size = 0;

            /**
             * Creates a new Population instance using the specified properties.
             * @function create
             * @memberof equipoise.program.Population
             * @static
             * @param {equipoise.program.Population.$Properties=} [properties] Properties to set
             * @returns {equipoise.program.Population} Population instance
             * @type {{
             *   (properties: equipoise.program.Population.$Shape): equipoise.program.Population & equipoise.program.Population.$Shape;
             *   (properties?: equipoise.program.Population.$Properties): equipoise.program.Population;
             * }}
             */
            Population.create = function(properties) {
                return new Population(properties);
            };

            /**
             * Encodes the specified Population message. Does not implicitly {@link equipoise.program.Population.verify|verify} messages.
             * @function encode
             * @memberof equipoise.program.Population
             * @static
             * @param {equipoise.program.Population.$Properties} message Population message or plain object to encode
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
             * @memberof equipoise.program.Population
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {equipoise.program.Population & equipoise.program.Population.$Shape} Population
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
                message = _target || new $root.equipoise.program.Population();
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

        /**
         * InputKind enum.
         * @name equipoise.program.InputKind
         * @enum {number}
         * @property {number} INPUT_UNKNOWN=0 INPUT_UNKNOWN value
         * @property {number} POISSON=1 POISSON value
         * @property {number} SPIKE_TIMES=2 SPIKE_TIMES value
         * @property {number} HOST=3 HOST value
         */
        program.InputKind = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "INPUT_UNKNOWN"] = 0;
            values[valuesById[1] = "POISSON"] = 1;
            values[valuesById[2] = "SPIKE_TIMES"] = 2;
            values[valuesById[3] = "HOST"] = 3;
            return values;
        })();

        program.InputPort = (function() {

            /**
             * Properties of an InputPort.
             * @typedef {Object} equipoise.program.InputPort.$Properties
             * @property {string|null} [name] InputPort name
             * @property {number|null} [first] InputPort first
             * @property {number|null} [size] InputPort size
             * @property {equipoise.program.InputKind|null} [kind] InputPort kind
             * @property {Uint8Array|null} [rate] InputPort rate
             * @property {number|null} [startStep] InputPort startStep
             * @property {number|null} [stopStep] InputPort stopStep
             * @property {number|null} [stream] InputPort stream
             * @property {Uint8Array|null} [spikeSteps] InputPort spikeSteps
             * @property {Uint8Array|null} [spikeIds] InputPort spikeIds
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an InputPort.
             * @memberof equipoise.program
             * @interface IInputPort
             * @augments equipoise.program.InputPort.$Properties
             * @deprecated Use equipoise.program.InputPort.$Properties instead.
             */

            /**
             * Shape of an InputPort.
             * @typedef {equipoise.program.InputPort.$Properties} equipoise.program.InputPort.$Shape
             */

            /**
             * Constructs a new InputPort.
             * @memberof equipoise.program
             * @classdesc Represents an InputPort.
             * @constructor
             * @param {equipoise.program.InputPort.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const InputPort = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * InputPort name.
             * @member {string} name
             * @memberof equipoise.program.InputPort
             * @instance
             */
            InputPort.prototype.name = "";

            /**
             * InputPort first.
             * @member {number} first
             * @memberof equipoise.program.InputPort
             * @instance
             */
            InputPort.prototype.first = 0;

            /**
             * InputPort size.
             * @member {number} size
             * @memberof equipoise.program.InputPort
             * @instance
             */
            InputPort.prototype.size = 0;

            /**
             * InputPort kind.
             * @member {equipoise.program.InputKind} kind
             * @memberof equipoise.program.InputPort
             * @instance
             */
            InputPort.prototype.kind = 0;

            /**
             * InputPort rate.
             * @member {Uint8Array} rate
             * @memberof equipoise.program.InputPort
             * @instance
             */
            InputPort.prototype.rate = $util.newBuffer([]);

            /**
             * InputPort startStep.
             * @member {number} startStep
             * @memberof equipoise.program.InputPort
             * @instance
             */
            InputPort.prototype.startStep = 0;

            /**
             * InputPort stopStep.
             * @member {number} stopStep
             * @memberof equipoise.program.InputPort
             * @instance
             */
            InputPort.prototype.stopStep = 0;

            /**
             * InputPort stream.
             * @member {number} stream
             * @memberof equipoise.program.InputPort
             * @instance
             */
            InputPort.prototype.stream = 0;

            /**
             * InputPort spikeSteps.
             * @member {Uint8Array} spikeSteps
             * @memberof equipoise.program.InputPort
             * @instance
             */
            InputPort.prototype.spikeSteps = $util.newBuffer([]);

            /**
             * InputPort spikeIds.
             * @member {Uint8Array} spikeIds
             * @memberof equipoise.program.InputPort
             * @instance
             */
            InputPort.prototype.spikeIds = $util.newBuffer([]);

            /**
             * Creates a new InputPort instance using the specified properties.
             * @function create
             * @memberof equipoise.program.InputPort
             * @static
             * @param {equipoise.program.InputPort.$Properties=} [properties] Properties to set
             * @returns {equipoise.program.InputPort} InputPort instance
             * @type {{
             *   (properties: equipoise.program.InputPort.$Shape): equipoise.program.InputPort & equipoise.program.InputPort.$Shape;
             *   (properties?: equipoise.program.InputPort.$Properties): equipoise.program.InputPort;
             * }}
             */
            InputPort.create = function(properties) {
                return new InputPort(properties);
            };

            /**
             * Encodes the specified InputPort message. Does not implicitly {@link equipoise.program.InputPort.verify|verify} messages.
             * @function encode
             * @memberof equipoise.program.InputPort
             * @static
             * @param {equipoise.program.InputPort.$Properties} message InputPort message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            InputPort.encode = function (message, writer, _depth) {
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
                if (message.kind != null && $Object.hasOwnProperty.call(message, "kind") && message.kind !== 0)
                    writer.uint32(/* id 4, wireType 0 =*/32).int32(message.kind);
                if (message.rate != null && $Object.hasOwnProperty.call(message, "rate") && message.rate.length)
                    writer.uint32(/* id 5, wireType 2 =*/42).bytes(message.rate);
                if (message.startStep != null && $Object.hasOwnProperty.call(message, "startStep") && message.startStep !== 0)
                    writer.uint32(/* id 6, wireType 0 =*/48).uint32(message.startStep);
                if (message.stopStep != null && $Object.hasOwnProperty.call(message, "stopStep") && message.stopStep !== 0)
                    writer.uint32(/* id 7, wireType 0 =*/56).uint32(message.stopStep);
                if (message.stream != null && $Object.hasOwnProperty.call(message, "stream") && message.stream !== 0)
                    writer.uint32(/* id 8, wireType 0 =*/64).uint32(message.stream);
                if (message.spikeSteps != null && $Object.hasOwnProperty.call(message, "spikeSteps") && message.spikeSteps.length)
                    writer.uint32(/* id 9, wireType 2 =*/74).bytes(message.spikeSteps);
                if (message.spikeIds != null && $Object.hasOwnProperty.call(message, "spikeIds") && message.spikeIds.length)
                    writer.uint32(/* id 10, wireType 2 =*/82).bytes(message.spikeIds);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an InputPort message from the specified reader or buffer.
             * @function decode
             * @memberof equipoise.program.InputPort
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {equipoise.program.InputPort & equipoise.program.InputPort.$Shape} InputPort
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            InputPort.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.equipoise.program.InputPort();
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
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.kind = value;
                            else
                                delete message.kind;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.rate = value;
                            else
                                delete message.rate;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.startStep = value;
                            else
                                delete message.startStep;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.stopStep = value;
                            else
                                delete message.stopStep;
                            continue;
                        }
                    case 8: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.stream = value;
                            else
                                delete message.stream;
                            continue;
                        }
                    case 9: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.spikeSteps = value;
                            else
                                delete message.spikeSteps;
                            continue;
                        }
                    case 10: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.spikeIds = value;
                            else
                                delete message.spikeIds;
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

            return InputPort;
        })();

        /**
         * SignMode enum.
         * @name equipoise.program.SignMode
         * @enum {number}
         * @property {number} SIGN_UNKNOWN=0 SIGN_UNKNOWN value
         * @property {number} EXCITATORY=1 EXCITATORY value
         * @property {number} INHIBITORY=2 INHIBITORY value
         * @property {number} MIXED=3 MIXED value
         */
        program.SignMode = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "SIGN_UNKNOWN"] = 0;
            values[valuesById[1] = "EXCITATORY"] = 1;
            values[valuesById[2] = "INHIBITORY"] = 2;
            values[valuesById[3] = "MIXED"] = 3;
            return values;
        })();

        program.SynapseGroup = (function() {

            /**
             * Properties of a SynapseGroup.
             * @typedef {Object} equipoise.program.SynapseGroup.$Properties
             * @property {string|null} [name] SynapseGroup name
             * @property {number|null} [weightExponent] SynapseGroup weightExponent
             * @property {number|null} [weightBits] SynapseGroup weightBits
             * @property {equipoise.program.SignMode|null} [signMode] SynapseGroup signMode
             * @property {boolean|null} [graded] SynapseGroup graded
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a SynapseGroup.
             * @memberof equipoise.program
             * @interface ISynapseGroup
             * @augments equipoise.program.SynapseGroup.$Properties
             * @deprecated Use equipoise.program.SynapseGroup.$Properties instead.
             */

            /**
             * Shape of a SynapseGroup.
             * @typedef {equipoise.program.SynapseGroup.$Properties} equipoise.program.SynapseGroup.$Shape
             */

            /**
             * Constructs a new SynapseGroup.
             * @memberof equipoise.program
             * @classdesc Represents a SynapseGroup.
             * @constructor
             * @param {equipoise.program.SynapseGroup.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const SynapseGroup = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * SynapseGroup name.
             * @member {string} name
             * @memberof equipoise.program.SynapseGroup
             * @instance
             */
            SynapseGroup.prototype.name = "";

            /**
             * SynapseGroup weightExponent.
             * @member {number} weightExponent
             * @memberof equipoise.program.SynapseGroup
             * @instance
             */
            SynapseGroup.prototype.weightExponent = 0;

            /**
             * SynapseGroup weightBits.
             * @member {number} weightBits
             * @memberof equipoise.program.SynapseGroup
             * @instance
             */
            SynapseGroup.prototype.weightBits = 0;

            /**
             * SynapseGroup signMode.
             * @member {equipoise.program.SignMode} signMode
             * @memberof equipoise.program.SynapseGroup
             * @instance
             */
            SynapseGroup.prototype.signMode = 0;

            /**
             * SynapseGroup graded.
             * @member {boolean} graded
             * @memberof equipoise.program.SynapseGroup
             * @instance
             */
            SynapseGroup.prototype.graded = false;

            /**
             * Creates a new SynapseGroup instance using the specified properties.
             * @function create
             * @memberof equipoise.program.SynapseGroup
             * @static
             * @param {equipoise.program.SynapseGroup.$Properties=} [properties] Properties to set
             * @returns {equipoise.program.SynapseGroup} SynapseGroup instance
             * @type {{
             *   (properties: equipoise.program.SynapseGroup.$Shape): equipoise.program.SynapseGroup & equipoise.program.SynapseGroup.$Shape;
             *   (properties?: equipoise.program.SynapseGroup.$Properties): equipoise.program.SynapseGroup;
             * }}
             */
            SynapseGroup.create = function(properties) {
                return new SynapseGroup(properties);
            };

            /**
             * Encodes the specified SynapseGroup message. Does not implicitly {@link equipoise.program.SynapseGroup.verify|verify} messages.
             * @function encode
             * @memberof equipoise.program.SynapseGroup
             * @static
             * @param {equipoise.program.SynapseGroup.$Properties} message SynapseGroup message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            SynapseGroup.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.name);
                if (message.weightExponent != null && $Object.hasOwnProperty.call(message, "weightExponent") && message.weightExponent !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).sint32(message.weightExponent);
                if (message.weightBits != null && $Object.hasOwnProperty.call(message, "weightBits") && message.weightBits !== 0)
                    writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.weightBits);
                if (message.signMode != null && $Object.hasOwnProperty.call(message, "signMode") && message.signMode !== 0)
                    writer.uint32(/* id 4, wireType 0 =*/32).int32(message.signMode);
                if (message.graded != null && $Object.hasOwnProperty.call(message, "graded") && message.graded !== false)
                    writer.uint32(/* id 5, wireType 0 =*/40).bool(message.graded);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a SynapseGroup message from the specified reader or buffer.
             * @function decode
             * @memberof equipoise.program.SynapseGroup
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {equipoise.program.SynapseGroup & equipoise.program.SynapseGroup.$Shape} SynapseGroup
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            SynapseGroup.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.equipoise.program.SynapseGroup();
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
                            if (value = reader.sint32())
                                message.weightExponent = value;
                            else
                                delete message.weightExponent;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.weightBits = value;
                            else
                                delete message.weightBits;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.signMode = value;
                            else
                                delete message.signMode;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.graded = value;
                            else
                                delete message.graded;
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

            return SynapseGroup;
        })();

        program.CompartmentProfile = (function() {

            /**
             * Properties of a CompartmentProfile.
             * @typedef {Object} equipoise.program.CompartmentProfile.$Properties
             * @property {number|null} [du] CompartmentProfile du
             * @property {number|null} [dv] CompartmentProfile dv
             * @property {number|null} [refractory] CompartmentProfile refractory
             * @property {boolean|null} [noise] CompartmentProfile noise
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a CompartmentProfile.
             * @memberof equipoise.program
             * @interface ICompartmentProfile
             * @augments equipoise.program.CompartmentProfile.$Properties
             * @deprecated Use equipoise.program.CompartmentProfile.$Properties instead.
             */

            /**
             * Shape of a CompartmentProfile.
             * @typedef {equipoise.program.CompartmentProfile.$Properties} equipoise.program.CompartmentProfile.$Shape
             */

            /**
             * Constructs a new CompartmentProfile.
             * @memberof equipoise.program
             * @classdesc Represents a CompartmentProfile.
             * @constructor
             * @param {equipoise.program.CompartmentProfile.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const CompartmentProfile = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * CompartmentProfile du.
             * @member {number} du
             * @memberof equipoise.program.CompartmentProfile
             * @instance
             */
            CompartmentProfile.prototype.du = 0;

            /**
             * CompartmentProfile dv.
             * @member {number} dv
             * @memberof equipoise.program.CompartmentProfile
             * @instance
             */
            CompartmentProfile.prototype.dv = 0;

            /**
             * CompartmentProfile refractory.
             * @member {number} refractory
             * @memberof equipoise.program.CompartmentProfile
             * @instance
             */
            CompartmentProfile.prototype.refractory = 0;

            /**
             * CompartmentProfile noise.
             * @member {boolean} noise
             * @memberof equipoise.program.CompartmentProfile
             * @instance
             */
            CompartmentProfile.prototype.noise = false;

            /**
             * Creates a new CompartmentProfile instance using the specified properties.
             * @function create
             * @memberof equipoise.program.CompartmentProfile
             * @static
             * @param {equipoise.program.CompartmentProfile.$Properties=} [properties] Properties to set
             * @returns {equipoise.program.CompartmentProfile} CompartmentProfile instance
             * @type {{
             *   (properties: equipoise.program.CompartmentProfile.$Shape): equipoise.program.CompartmentProfile & equipoise.program.CompartmentProfile.$Shape;
             *   (properties?: equipoise.program.CompartmentProfile.$Properties): equipoise.program.CompartmentProfile;
             * }}
             */
            CompartmentProfile.create = function(properties) {
                return new CompartmentProfile(properties);
            };

            /**
             * Encodes the specified CompartmentProfile message. Does not implicitly {@link equipoise.program.CompartmentProfile.verify|verify} messages.
             * @function encode
             * @memberof equipoise.program.CompartmentProfile
             * @static
             * @param {equipoise.program.CompartmentProfile.$Properties} message CompartmentProfile message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            CompartmentProfile.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.du != null && $Object.hasOwnProperty.call(message, "du") && message.du !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.du);
                if (message.dv != null && $Object.hasOwnProperty.call(message, "dv") && message.dv !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.dv);
                if (message.refractory != null && $Object.hasOwnProperty.call(message, "refractory") && message.refractory !== 0)
                    writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.refractory);
                if (message.noise != null && $Object.hasOwnProperty.call(message, "noise") && message.noise !== false)
                    writer.uint32(/* id 4, wireType 0 =*/32).bool(message.noise);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a CompartmentProfile message from the specified reader or buffer.
             * @function decode
             * @memberof equipoise.program.CompartmentProfile
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {equipoise.program.CompartmentProfile & equipoise.program.CompartmentProfile.$Shape} CompartmentProfile
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            CompartmentProfile.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.equipoise.program.CompartmentProfile();
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
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.du = value;
                            else
                                delete message.du;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.dv = value;
                            else
                                delete message.dv;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.refractory = value;
                            else
                                delete message.refractory;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.noise = value;
                            else
                                delete message.noise;
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

            return CompartmentProfile;
        })();

        /**
         * Compression enum.
         * @name equipoise.program.Compression
         * @enum {number}
         * @property {number} COMPRESSION_UNKNOWN=0 COMPRESSION_UNKNOWN value
         * @property {number} SPARSE=1 SPARSE value
         * @property {number} DENSE=2 DENSE value
         */
        program.Compression = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "COMPRESSION_UNKNOWN"] = 0;
            values[valuesById[1] = "SPARSE"] = 1;
            values[valuesById[2] = "DENSE"] = 2;
            return values;
        })();

        program.SynapseFormat = (function() {

            /**
             * Properties of a SynapseFormat.
             * @typedef {Object} equipoise.program.SynapseFormat.$Properties
             * @property {number|null} [group] SynapseFormat group
             * @property {number|null} [weightBits] SynapseFormat weightBits
             * @property {number|null} [delayBits] SynapseFormat delayBits
             * @property {number|null} [indexBits] SynapseFormat indexBits
             * @property {equipoise.program.Compression|null} [compression] SynapseFormat compression
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a SynapseFormat.
             * @memberof equipoise.program
             * @interface ISynapseFormat
             * @augments equipoise.program.SynapseFormat.$Properties
             * @deprecated Use equipoise.program.SynapseFormat.$Properties instead.
             */

            /**
             * Shape of a SynapseFormat.
             * @typedef {equipoise.program.SynapseFormat.$Properties} equipoise.program.SynapseFormat.$Shape
             */

            /**
             * Constructs a new SynapseFormat.
             * @memberof equipoise.program
             * @classdesc Represents a SynapseFormat.
             * @constructor
             * @param {equipoise.program.SynapseFormat.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const SynapseFormat = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * SynapseFormat group.
             * @member {number} group
             * @memberof equipoise.program.SynapseFormat
             * @instance
             */
            SynapseFormat.prototype.group = 0;

            /**
             * SynapseFormat weightBits.
             * @member {number} weightBits
             * @memberof equipoise.program.SynapseFormat
             * @instance
             */
            SynapseFormat.prototype.weightBits = 0;

            /**
             * SynapseFormat delayBits.
             * @member {number} delayBits
             * @memberof equipoise.program.SynapseFormat
             * @instance
             */
            SynapseFormat.prototype.delayBits = 0;

            /**
             * SynapseFormat indexBits.
             * @member {number} indexBits
             * @memberof equipoise.program.SynapseFormat
             * @instance
             */
            SynapseFormat.prototype.indexBits = 0;

            /**
             * SynapseFormat compression.
             * @member {equipoise.program.Compression} compression
             * @memberof equipoise.program.SynapseFormat
             * @instance
             */
            SynapseFormat.prototype.compression = 0;

            /**
             * Creates a new SynapseFormat instance using the specified properties.
             * @function create
             * @memberof equipoise.program.SynapseFormat
             * @static
             * @param {equipoise.program.SynapseFormat.$Properties=} [properties] Properties to set
             * @returns {equipoise.program.SynapseFormat} SynapseFormat instance
             * @type {{
             *   (properties: equipoise.program.SynapseFormat.$Shape): equipoise.program.SynapseFormat & equipoise.program.SynapseFormat.$Shape;
             *   (properties?: equipoise.program.SynapseFormat.$Properties): equipoise.program.SynapseFormat;
             * }}
             */
            SynapseFormat.create = function(properties) {
                return new SynapseFormat(properties);
            };

            /**
             * Encodes the specified SynapseFormat message. Does not implicitly {@link equipoise.program.SynapseFormat.verify|verify} messages.
             * @function encode
             * @memberof equipoise.program.SynapseFormat
             * @static
             * @param {equipoise.program.SynapseFormat.$Properties} message SynapseFormat message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            SynapseFormat.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.group != null && $Object.hasOwnProperty.call(message, "group") && message.group !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.group);
                if (message.weightBits != null && $Object.hasOwnProperty.call(message, "weightBits") && message.weightBits !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.weightBits);
                if (message.delayBits != null && $Object.hasOwnProperty.call(message, "delayBits") && message.delayBits !== 0)
                    writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.delayBits);
                if (message.indexBits != null && $Object.hasOwnProperty.call(message, "indexBits") && message.indexBits !== 0)
                    writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.indexBits);
                if (message.compression != null && $Object.hasOwnProperty.call(message, "compression") && message.compression !== 0)
                    writer.uint32(/* id 5, wireType 0 =*/40).int32(message.compression);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a SynapseFormat message from the specified reader or buffer.
             * @function decode
             * @memberof equipoise.program.SynapseFormat
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {equipoise.program.SynapseFormat & equipoise.program.SynapseFormat.$Shape} SynapseFormat
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            SynapseFormat.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.equipoise.program.SynapseFormat();
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
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.group = value;
                            else
                                delete message.group;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.weightBits = value;
                            else
                                delete message.weightBits;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.delayBits = value;
                            else
                                delete message.delayBits;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.indexBits = value;
                            else
                                delete message.indexBits;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.compression = value;
                            else
                                delete message.compression;
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

            return SynapseFormat;
        })();

        /**
         * NoiseTarget enum.
         * @name equipoise.program.NoiseTarget
         * @enum {number}
         * @property {number} NOISE_UNKNOWN=0 NOISE_UNKNOWN value
         * @property {number} NOISE_U=1 NOISE_U value
         * @property {number} NOISE_V=2 NOISE_V value
         */
        program.NoiseTarget = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "NOISE_UNKNOWN"] = 0;
            values[valuesById[1] = "NOISE_U"] = 1;
            values[valuesById[2] = "NOISE_V"] = 2;
            return values;
        })();

        program.CoreNoise = (function() {

            /**
             * Properties of a CoreNoise.
             * @typedef {Object} equipoise.program.CoreNoise.$Properties
             * @property {equipoise.program.NoiseTarget|null} [target] CoreNoise target
             * @property {number|null} [exponent] CoreNoise exponent
             * @property {number|null} [mantissaOffset] CoreNoise mantissaOffset
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a CoreNoise.
             * @memberof equipoise.program
             * @interface ICoreNoise
             * @augments equipoise.program.CoreNoise.$Properties
             * @deprecated Use equipoise.program.CoreNoise.$Properties instead.
             */

            /**
             * Shape of a CoreNoise.
             * @typedef {equipoise.program.CoreNoise.$Properties} equipoise.program.CoreNoise.$Shape
             */

            /**
             * Constructs a new CoreNoise.
             * @memberof equipoise.program
             * @classdesc Represents a CoreNoise.
             * @constructor
             * @param {equipoise.program.CoreNoise.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const CoreNoise = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * CoreNoise target.
             * @member {equipoise.program.NoiseTarget} target
             * @memberof equipoise.program.CoreNoise
             * @instance
             */
            CoreNoise.prototype.target = 0;

            /**
             * CoreNoise exponent.
             * @member {number} exponent
             * @memberof equipoise.program.CoreNoise
             * @instance
             */
            CoreNoise.prototype.exponent = 0;

            /**
             * CoreNoise mantissaOffset.
             * @member {number} mantissaOffset
             * @memberof equipoise.program.CoreNoise
             * @instance
             */
            CoreNoise.prototype.mantissaOffset = 0;

            /**
             * Creates a new CoreNoise instance using the specified properties.
             * @function create
             * @memberof equipoise.program.CoreNoise
             * @static
             * @param {equipoise.program.CoreNoise.$Properties=} [properties] Properties to set
             * @returns {equipoise.program.CoreNoise} CoreNoise instance
             * @type {{
             *   (properties: equipoise.program.CoreNoise.$Shape): equipoise.program.CoreNoise & equipoise.program.CoreNoise.$Shape;
             *   (properties?: equipoise.program.CoreNoise.$Properties): equipoise.program.CoreNoise;
             * }}
             */
            CoreNoise.create = function(properties) {
                return new CoreNoise(properties);
            };

            /**
             * Encodes the specified CoreNoise message. Does not implicitly {@link equipoise.program.CoreNoise.verify|verify} messages.
             * @function encode
             * @memberof equipoise.program.CoreNoise
             * @static
             * @param {equipoise.program.CoreNoise.$Properties} message CoreNoise message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            CoreNoise.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.target != null && $Object.hasOwnProperty.call(message, "target") && message.target !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).int32(message.target);
                if (message.exponent != null && $Object.hasOwnProperty.call(message, "exponent") && message.exponent !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).sint32(message.exponent);
                if (message.mantissaOffset != null && $Object.hasOwnProperty.call(message, "mantissaOffset") && message.mantissaOffset !== 0)
                    writer.uint32(/* id 3, wireType 0 =*/24).sint32(message.mantissaOffset);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a CoreNoise message from the specified reader or buffer.
             * @function decode
             * @memberof equipoise.program.CoreNoise
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {equipoise.program.CoreNoise & equipoise.program.CoreNoise.$Shape} CoreNoise
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            CoreNoise.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.equipoise.program.CoreNoise();
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
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.target = value;
                            else
                                delete message.target;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.sint32())
                                message.exponent = value;
                            else
                                delete message.exponent;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.sint32())
                                message.mantissaOffset = value;
                            else
                                delete message.mantissaOffset;
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

            return CoreNoise;
        })();

        program.Core = (function() {

            /**
             * Properties of a Core.
             * @typedef {Object} equipoise.program.Core.$Properties
             * @property {number|null} [chip] Core chip
             * @property {number|null} [core] Core core
             * @property {number|null} [x] Core x
             * @property {number|null} [y] Core y
             * @property {Uint8Array|null} [neurons] Core neurons
             * @property {Array.<equipoise.program.CompartmentProfile.$Properties>|null} [profiles] Core profiles
             * @property {Uint8Array|null} [profileOf] Core profileOf
             * @property {Uint8Array|null} [thresholds] Core thresholds
             * @property {Uint8Array|null} [thresholdOf] Core thresholdOf
             * @property {Uint8Array|null} [biasMantissa] Core biasMantissa
             * @property {Uint8Array|null} [biasExponent] Core biasExponent
             * @property {Uint8Array|null} [u0] Core u0
             * @property {Uint8Array|null} [v0] Core v0
             * @property {number|null} [vmin] Core vmin
             * @property {number|null} [vmax] Core vmax
             * @property {equipoise.program.CoreNoise.$Properties|null} [noise] Core noise
             * @property {Array.<equipoise.program.SynapseFormat.$Properties>|null} [formats] Core formats
             * @property {Uint8Array|null} [axonStart] Core axonStart
             * @property {Uint8Array|null} [axonEnd] Core axonEnd
             * @property {Uint8Array|null} [axonBase] Core axonBase
             * @property {Uint8Array|null} [synapseMemory] Core synapseMemory
             * @property {Uint8Array|null} [outStart] Core outStart
             * @property {Uint8Array|null} [outCore] Core outCore
             * @property {Uint8Array|null} [outAxon] Core outAxon
             * @property {Uint8Array|null} [axonSources] Core axonSources
             * @property {Uint8Array|null} [axonLists] Core axonLists
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Core.
             * @memberof equipoise.program
             * @interface ICore
             * @augments equipoise.program.Core.$Properties
             * @deprecated Use equipoise.program.Core.$Properties instead.
             */

            /**
             * Shape of a Core.
             * @typedef {equipoise.program.Core.$Properties} equipoise.program.Core.$Shape
             */

            /**
             * Constructs a new Core.
             * @memberof equipoise.program
             * @classdesc Represents a Core.
             * @constructor
             * @param {equipoise.program.Core.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Core = function (properties) {
                this.profiles = [];
                this.formats = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Core chip.
             * @member {number} chip
             * @memberof equipoise.program.Core
             * @instance
             */
            Core.prototype.chip = 0;

            /**
             * Core core.
             * @member {number} core
             * @memberof equipoise.program.Core
             * @instance
             */
            Core.prototype.core = 0;

            /**
             * Core x.
             * @member {number} x
             * @memberof equipoise.program.Core
             * @instance
             */
            Core.prototype.x = 0;

            /**
             * Core y.
             * @member {number} y
             * @memberof equipoise.program.Core
             * @instance
             */
            Core.prototype.y = 0;

            /**
             * Core neurons.
             * @member {Uint8Array} neurons
             * @memberof equipoise.program.Core
             * @instance
             */
            Core.prototype.neurons = $util.newBuffer([]);

            /**
             * Core profiles.
             * @member {Array.<equipoise.program.CompartmentProfile.$Properties>} profiles
             * @memberof equipoise.program.Core
             * @instance
             */
            Core.prototype.profiles = $util.emptyArray;

            /**
             * Core profileOf.
             * @member {Uint8Array} profileOf
             * @memberof equipoise.program.Core
             * @instance
             */
            Core.prototype.profileOf = $util.newBuffer([]);

            /**
             * Core thresholds.
             * @member {Uint8Array} thresholds
             * @memberof equipoise.program.Core
             * @instance
             */
            Core.prototype.thresholds = $util.newBuffer([]);

            /**
             * Core thresholdOf.
             * @member {Uint8Array} thresholdOf
             * @memberof equipoise.program.Core
             * @instance
             */
            Core.prototype.thresholdOf = $util.newBuffer([]);

            /**
             * Core biasMantissa.
             * @member {Uint8Array} biasMantissa
             * @memberof equipoise.program.Core
             * @instance
             */
            Core.prototype.biasMantissa = $util.newBuffer([]);

            /**
             * Core biasExponent.
             * @member {Uint8Array} biasExponent
             * @memberof equipoise.program.Core
             * @instance
             */
            Core.prototype.biasExponent = $util.newBuffer([]);

            /**
             * Core u0.
             * @member {Uint8Array} u0
             * @memberof equipoise.program.Core
             * @instance
             */
            Core.prototype.u0 = $util.newBuffer([]);

            /**
             * Core v0.
             * @member {Uint8Array} v0
             * @memberof equipoise.program.Core
             * @instance
             */
            Core.prototype.v0 = $util.newBuffer([]);

            /**
             * Core vmin.
             * @member {number} vmin
             * @memberof equipoise.program.Core
             * @instance
             */
            Core.prototype.vmin = 0;

            /**
             * Core vmax.
             * @member {number} vmax
             * @memberof equipoise.program.Core
             * @instance
             */
            Core.prototype.vmax = 0;

            /**
             * Core noise.
             * @member {equipoise.program.CoreNoise.$Properties|null|undefined} noise
             * @memberof equipoise.program.Core
             * @instance
             */
            Core.prototype.noise = null;

            /**
             * Core formats.
             * @member {Array.<equipoise.program.SynapseFormat.$Properties>} formats
             * @memberof equipoise.program.Core
             * @instance
             */
            Core.prototype.formats = $util.emptyArray;

            /**
             * Core axonStart.
             * @member {Uint8Array} axonStart
             * @memberof equipoise.program.Core
             * @instance
             */
            Core.prototype.axonStart = $util.newBuffer([]);

            /**
             * Core axonEnd.
             * @member {Uint8Array} axonEnd
             * @memberof equipoise.program.Core
             * @instance
             */
            Core.prototype.axonEnd = $util.newBuffer([]);

            /**
             * Core axonBase.
             * @member {Uint8Array} axonBase
             * @memberof equipoise.program.Core
             * @instance
             */
            Core.prototype.axonBase = $util.newBuffer([]);

            /**
             * Core synapseMemory.
             * @member {Uint8Array} synapseMemory
             * @memberof equipoise.program.Core
             * @instance
             */
            Core.prototype.synapseMemory = $util.newBuffer([]);

            /**
             * Core outStart.
             * @member {Uint8Array} outStart
             * @memberof equipoise.program.Core
             * @instance
             */
            Core.prototype.outStart = $util.newBuffer([]);

            /**
             * Core outCore.
             * @member {Uint8Array} outCore
             * @memberof equipoise.program.Core
             * @instance
             */
            Core.prototype.outCore = $util.newBuffer([]);

            /**
             * Core outAxon.
             * @member {Uint8Array} outAxon
             * @memberof equipoise.program.Core
             * @instance
             */
            Core.prototype.outAxon = $util.newBuffer([]);

            /**
             * Core axonSources.
             * @member {Uint8Array} axonSources
             * @memberof equipoise.program.Core
             * @instance
             */
            Core.prototype.axonSources = $util.newBuffer([]);

            /**
             * Core axonLists.
             * @member {Uint8Array} axonLists
             * @memberof equipoise.program.Core
             * @instance
             */
            Core.prototype.axonLists = $util.newBuffer([]);

            /**
             * Creates a new Core instance using the specified properties.
             * @function create
             * @memberof equipoise.program.Core
             * @static
             * @param {equipoise.program.Core.$Properties=} [properties] Properties to set
             * @returns {equipoise.program.Core} Core instance
             * @type {{
             *   (properties: equipoise.program.Core.$Shape): equipoise.program.Core & equipoise.program.Core.$Shape;
             *   (properties?: equipoise.program.Core.$Properties): equipoise.program.Core;
             * }}
             */
            Core.create = function(properties) {
                return new Core(properties);
            };

            /**
             * Encodes the specified Core message. Does not implicitly {@link equipoise.program.Core.verify|verify} messages.
             * @function encode
             * @memberof equipoise.program.Core
             * @static
             * @param {equipoise.program.Core.$Properties} message Core message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Core.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.chip != null && $Object.hasOwnProperty.call(message, "chip") && message.chip !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.chip);
                if (message.core != null && $Object.hasOwnProperty.call(message, "core") && message.core !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.core);
                if (message.x != null && $Object.hasOwnProperty.call(message, "x") && message.x !== 0)
                    writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.x);
                if (message.y != null && $Object.hasOwnProperty.call(message, "y") && message.y !== 0)
                    writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.y);
                if (message.neurons != null && $Object.hasOwnProperty.call(message, "neurons") && message.neurons.length)
                    writer.uint32(/* id 5, wireType 2 =*/42).bytes(message.neurons);
                if (message.profiles != null && message.profiles.length)
                    for (let i = 0; i < message.profiles.length; ++i)
                        $root.equipoise.program.CompartmentProfile.encode(message.profiles[i], writer.uint32(/* id 6, wireType 2 =*/50).fork(), _depth + 1).ldelim();
                if (message.profileOf != null && $Object.hasOwnProperty.call(message, "profileOf") && message.profileOf.length)
                    writer.uint32(/* id 7, wireType 2 =*/58).bytes(message.profileOf);
                if (message.thresholds != null && $Object.hasOwnProperty.call(message, "thresholds") && message.thresholds.length)
                    writer.uint32(/* id 8, wireType 2 =*/66).bytes(message.thresholds);
                if (message.thresholdOf != null && $Object.hasOwnProperty.call(message, "thresholdOf") && message.thresholdOf.length)
                    writer.uint32(/* id 9, wireType 2 =*/74).bytes(message.thresholdOf);
                if (message.biasMantissa != null && $Object.hasOwnProperty.call(message, "biasMantissa") && message.biasMantissa.length)
                    writer.uint32(/* id 10, wireType 2 =*/82).bytes(message.biasMantissa);
                if (message.biasExponent != null && $Object.hasOwnProperty.call(message, "biasExponent") && message.biasExponent.length)
                    writer.uint32(/* id 11, wireType 2 =*/90).bytes(message.biasExponent);
                if (message.u0 != null && $Object.hasOwnProperty.call(message, "u0") && message.u0.length)
                    writer.uint32(/* id 12, wireType 2 =*/98).bytes(message.u0);
                if (message.v0 != null && $Object.hasOwnProperty.call(message, "v0") && message.v0.length)
                    writer.uint32(/* id 13, wireType 2 =*/106).bytes(message.v0);
                if (message.vmin != null && $Object.hasOwnProperty.call(message, "vmin") && message.vmin !== 0)
                    writer.uint32(/* id 14, wireType 0 =*/112).sint32(message.vmin);
                if (message.vmax != null && $Object.hasOwnProperty.call(message, "vmax") && message.vmax !== 0)
                    writer.uint32(/* id 15, wireType 0 =*/120).sint32(message.vmax);
                if (message.noise != null && $Object.hasOwnProperty.call(message, "noise"))
                    $root.equipoise.program.CoreNoise.encode(message.noise, writer.uint32(/* id 16, wireType 2 =*/130).fork(), _depth + 1).ldelim();
                if (message.formats != null && message.formats.length)
                    for (let i = 0; i < message.formats.length; ++i)
                        $root.equipoise.program.SynapseFormat.encode(message.formats[i], writer.uint32(/* id 17, wireType 2 =*/138).fork(), _depth + 1).ldelim();
                if (message.axonStart != null && $Object.hasOwnProperty.call(message, "axonStart") && message.axonStart.length)
                    writer.uint32(/* id 18, wireType 2 =*/146).bytes(message.axonStart);
                if (message.axonEnd != null && $Object.hasOwnProperty.call(message, "axonEnd") && message.axonEnd.length)
                    writer.uint32(/* id 19, wireType 2 =*/154).bytes(message.axonEnd);
                if (message.axonBase != null && $Object.hasOwnProperty.call(message, "axonBase") && message.axonBase.length)
                    writer.uint32(/* id 20, wireType 2 =*/162).bytes(message.axonBase);
                if (message.synapseMemory != null && $Object.hasOwnProperty.call(message, "synapseMemory") && message.synapseMemory.length)
                    writer.uint32(/* id 21, wireType 2 =*/170).bytes(message.synapseMemory);
                if (message.outStart != null && $Object.hasOwnProperty.call(message, "outStart") && message.outStart.length)
                    writer.uint32(/* id 22, wireType 2 =*/178).bytes(message.outStart);
                if (message.outCore != null && $Object.hasOwnProperty.call(message, "outCore") && message.outCore.length)
                    writer.uint32(/* id 23, wireType 2 =*/186).bytes(message.outCore);
                if (message.outAxon != null && $Object.hasOwnProperty.call(message, "outAxon") && message.outAxon.length)
                    writer.uint32(/* id 24, wireType 2 =*/194).bytes(message.outAxon);
                if (message.axonSources != null && $Object.hasOwnProperty.call(message, "axonSources") && message.axonSources.length)
                    writer.uint32(/* id 25, wireType 2 =*/202).bytes(message.axonSources);
                if (message.axonLists != null && $Object.hasOwnProperty.call(message, "axonLists") && message.axonLists.length)
                    writer.uint32(/* id 26, wireType 2 =*/210).bytes(message.axonLists);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Core message from the specified reader or buffer.
             * @function decode
             * @memberof equipoise.program.Core
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {equipoise.program.Core & equipoise.program.Core.$Shape} Core
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Core.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.equipoise.program.Core();
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
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.chip = value;
                            else
                                delete message.chip;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.core = value;
                            else
                                delete message.core;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.x = value;
                            else
                                delete message.x;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.y = value;
                            else
                                delete message.y;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.neurons = value;
                            else
                                delete message.neurons;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            if (!(message.profiles && message.profiles.length))
                                message.profiles = [];
                            message.profiles.push($root.equipoise.program.CompartmentProfile.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 7: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.profileOf = value;
                            else
                                delete message.profileOf;
                            continue;
                        }
                    case 8: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.thresholds = value;
                            else
                                delete message.thresholds;
                            continue;
                        }
                    case 9: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.thresholdOf = value;
                            else
                                delete message.thresholdOf;
                            continue;
                        }
                    case 10: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.biasMantissa = value;
                            else
                                delete message.biasMantissa;
                            continue;
                        }
                    case 11: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.biasExponent = value;
                            else
                                delete message.biasExponent;
                            continue;
                        }
                    case 12: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.u0 = value;
                            else
                                delete message.u0;
                            continue;
                        }
                    case 13: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.v0 = value;
                            else
                                delete message.v0;
                            continue;
                        }
                    case 14: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.sint32())
                                message.vmin = value;
                            else
                                delete message.vmin;
                            continue;
                        }
                    case 15: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.sint32())
                                message.vmax = value;
                            else
                                delete message.vmax;
                            continue;
                        }
                    case 16: {
                            if (wireType !== 2)
                                break;
                            message.noise = $root.equipoise.program.CoreNoise.decode(reader, reader.size(), $undefined, _depth + 1, message.noise);
                            continue;
                        }
                    case 17: {
                            if (wireType !== 2)
                                break;
                            if (!(message.formats && message.formats.length))
                                message.formats = [];
                            message.formats.push($root.equipoise.program.SynapseFormat.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 18: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.axonStart = value;
                            else
                                delete message.axonStart;
                            continue;
                        }
                    case 19: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.axonEnd = value;
                            else
                                delete message.axonEnd;
                            continue;
                        }
                    case 20: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.axonBase = value;
                            else
                                delete message.axonBase;
                            continue;
                        }
                    case 21: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.synapseMemory = value;
                            else
                                delete message.synapseMemory;
                            continue;
                        }
                    case 22: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.outStart = value;
                            else
                                delete message.outStart;
                            continue;
                        }
                    case 23: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.outCore = value;
                            else
                                delete message.outCore;
                            continue;
                        }
                    case 24: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.outAxon = value;
                            else
                                delete message.outAxon;
                            continue;
                        }
                    case 25: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.axonSources = value;
                            else
                                delete message.axonSources;
                            continue;
                        }
                    case 26: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.axonLists = value;
                            else
                                delete message.axonLists;
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

            return Core;
        })();

        program.InputRouting = (function() {

            /**
             * Properties of an InputRouting.
             * @typedef {Object} equipoise.program.InputRouting.$Properties
             * @property {number|null} [port] InputRouting port
             * @property {Uint8Array|null} [start] InputRouting start
             * @property {Uint8Array|null} [core] InputRouting core
             * @property {Uint8Array|null} [axon] InputRouting axon
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an InputRouting.
             * @memberof equipoise.program
             * @interface IInputRouting
             * @augments equipoise.program.InputRouting.$Properties
             * @deprecated Use equipoise.program.InputRouting.$Properties instead.
             */

            /**
             * Shape of an InputRouting.
             * @typedef {equipoise.program.InputRouting.$Properties} equipoise.program.InputRouting.$Shape
             */

            /**
             * Constructs a new InputRouting.
             * @memberof equipoise.program
             * @classdesc Represents an InputRouting.
             * @constructor
             * @param {equipoise.program.InputRouting.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const InputRouting = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * InputRouting port.
             * @member {number} port
             * @memberof equipoise.program.InputRouting
             * @instance
             */
            InputRouting.prototype.port = 0;

            /**
             * InputRouting start.
             * @member {Uint8Array} start
             * @memberof equipoise.program.InputRouting
             * @instance
             */
            InputRouting.prototype.start = $util.newBuffer([]);

            /**
             * InputRouting core.
             * @member {Uint8Array} core
             * @memberof equipoise.program.InputRouting
             * @instance
             */
            InputRouting.prototype.core = $util.newBuffer([]);

            /**
             * InputRouting axon.
             * @member {Uint8Array} axon
             * @memberof equipoise.program.InputRouting
             * @instance
             */
            InputRouting.prototype.axon = $util.newBuffer([]);

            /**
             * Creates a new InputRouting instance using the specified properties.
             * @function create
             * @memberof equipoise.program.InputRouting
             * @static
             * @param {equipoise.program.InputRouting.$Properties=} [properties] Properties to set
             * @returns {equipoise.program.InputRouting} InputRouting instance
             * @type {{
             *   (properties: equipoise.program.InputRouting.$Shape): equipoise.program.InputRouting & equipoise.program.InputRouting.$Shape;
             *   (properties?: equipoise.program.InputRouting.$Properties): equipoise.program.InputRouting;
             * }}
             */
            InputRouting.create = function(properties) {
                return new InputRouting(properties);
            };

            /**
             * Encodes the specified InputRouting message. Does not implicitly {@link equipoise.program.InputRouting.verify|verify} messages.
             * @function encode
             * @memberof equipoise.program.InputRouting
             * @static
             * @param {equipoise.program.InputRouting.$Properties} message InputRouting message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            InputRouting.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.port != null && $Object.hasOwnProperty.call(message, "port") && message.port !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.port);
                if (message.start != null && $Object.hasOwnProperty.call(message, "start") && message.start.length)
                    writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.start);
                if (message.core != null && $Object.hasOwnProperty.call(message, "core") && message.core.length)
                    writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.core);
                if (message.axon != null && $Object.hasOwnProperty.call(message, "axon") && message.axon.length)
                    writer.uint32(/* id 4, wireType 2 =*/34).bytes(message.axon);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an InputRouting message from the specified reader or buffer.
             * @function decode
             * @memberof equipoise.program.InputRouting
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {equipoise.program.InputRouting & equipoise.program.InputRouting.$Shape} InputRouting
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            InputRouting.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.equipoise.program.InputRouting();
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
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.port = value;
                            else
                                delete message.port;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.start = value;
                            else
                                delete message.start;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.core = value;
                            else
                                delete message.core;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.axon = value;
                            else
                                delete message.axon;
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

            return InputRouting;
        })();

        program.BiasChange = (function() {

            /**
             * Properties of a BiasChange.
             * @typedef {Object} equipoise.program.BiasChange.$Properties
             * @property {number|null} [step] BiasChange step
             * @property {Uint8Array|null} [neurons] BiasChange neurons
             * @property {Uint8Array|null} [mantissa] BiasChange mantissa
             * @property {Uint8Array|null} [exponent] BiasChange exponent
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a BiasChange.
             * @memberof equipoise.program
             * @interface IBiasChange
             * @augments equipoise.program.BiasChange.$Properties
             * @deprecated Use equipoise.program.BiasChange.$Properties instead.
             */

            /**
             * Shape of a BiasChange.
             * @typedef {equipoise.program.BiasChange.$Properties} equipoise.program.BiasChange.$Shape
             */

            /**
             * Constructs a new BiasChange.
             * @memberof equipoise.program
             * @classdesc Represents a BiasChange.
             * @constructor
             * @param {equipoise.program.BiasChange.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const BiasChange = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * BiasChange step.
             * @member {number} step
             * @memberof equipoise.program.BiasChange
             * @instance
             */
            BiasChange.prototype.step = 0;

            /**
             * BiasChange neurons.
             * @member {Uint8Array} neurons
             * @memberof equipoise.program.BiasChange
             * @instance
             */
            BiasChange.prototype.neurons = $util.newBuffer([]);

            /**
             * BiasChange mantissa.
             * @member {Uint8Array} mantissa
             * @memberof equipoise.program.BiasChange
             * @instance
             */
            BiasChange.prototype.mantissa = $util.newBuffer([]);

            /**
             * BiasChange exponent.
             * @member {Uint8Array} exponent
             * @memberof equipoise.program.BiasChange
             * @instance
             */
            BiasChange.prototype.exponent = $util.newBuffer([]);

            /**
             * Creates a new BiasChange instance using the specified properties.
             * @function create
             * @memberof equipoise.program.BiasChange
             * @static
             * @param {equipoise.program.BiasChange.$Properties=} [properties] Properties to set
             * @returns {equipoise.program.BiasChange} BiasChange instance
             * @type {{
             *   (properties: equipoise.program.BiasChange.$Shape): equipoise.program.BiasChange & equipoise.program.BiasChange.$Shape;
             *   (properties?: equipoise.program.BiasChange.$Properties): equipoise.program.BiasChange;
             * }}
             */
            BiasChange.create = function(properties) {
                return new BiasChange(properties);
            };

            /**
             * Encodes the specified BiasChange message. Does not implicitly {@link equipoise.program.BiasChange.verify|verify} messages.
             * @function encode
             * @memberof equipoise.program.BiasChange
             * @static
             * @param {equipoise.program.BiasChange.$Properties} message BiasChange message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            BiasChange.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.step != null && $Object.hasOwnProperty.call(message, "step") && message.step !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.step);
                if (message.neurons != null && $Object.hasOwnProperty.call(message, "neurons") && message.neurons.length)
                    writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.neurons);
                if (message.mantissa != null && $Object.hasOwnProperty.call(message, "mantissa") && message.mantissa.length)
                    writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.mantissa);
                if (message.exponent != null && $Object.hasOwnProperty.call(message, "exponent") && message.exponent.length)
                    writer.uint32(/* id 4, wireType 2 =*/34).bytes(message.exponent);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a BiasChange message from the specified reader or buffer.
             * @function decode
             * @memberof equipoise.program.BiasChange
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {equipoise.program.BiasChange & equipoise.program.BiasChange.$Shape} BiasChange
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            BiasChange.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.equipoise.program.BiasChange();
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
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.step = value;
                            else
                                delete message.step;
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
                            if ((value = reader.bytes()).length)
                                message.mantissa = value;
                            else
                                delete message.mantissa;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.exponent = value;
                            else
                                delete message.exponent;
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

            return BiasChange;
        })();

        program.SourceMapEntry = (function() {

            /**
             * Properties of a SourceMapEntry.
             * @typedef {Object} equipoise.program.SourceMapEntry.$Properties
             * @property {string|null} [object] SourceMapEntry object
             * @property {Array.<number>|null} [groups] SourceMapEntry groups
             * @property {number|null} [synapses] SourceMapEntry synapses
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a SourceMapEntry.
             * @memberof equipoise.program
             * @interface ISourceMapEntry
             * @augments equipoise.program.SourceMapEntry.$Properties
             * @deprecated Use equipoise.program.SourceMapEntry.$Properties instead.
             */

            /**
             * Shape of a SourceMapEntry.
             * @typedef {equipoise.program.SourceMapEntry.$Properties} equipoise.program.SourceMapEntry.$Shape
             */

            /**
             * Constructs a new SourceMapEntry.
             * @memberof equipoise.program
             * @classdesc Represents a SourceMapEntry.
             * @constructor
             * @param {equipoise.program.SourceMapEntry.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const SourceMapEntry = function (properties) {
                this.groups = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * SourceMapEntry object.
             * @member {string} object
             * @memberof equipoise.program.SourceMapEntry
             * @instance
             */
            SourceMapEntry.prototype.object = "";

            /**
             * SourceMapEntry groups.
             * @member {Array.<number>} groups
             * @memberof equipoise.program.SourceMapEntry
             * @instance
             */
            SourceMapEntry.prototype.groups = $util.emptyArray;

            /**
             * SourceMapEntry synapses.
             * @member {number} synapses
             * @memberof equipoise.program.SourceMapEntry
             * @instance
             */
            SourceMapEntry.prototype.synapses = 0;

            /**
             * Creates a new SourceMapEntry instance using the specified properties.
             * @function create
             * @memberof equipoise.program.SourceMapEntry
             * @static
             * @param {equipoise.program.SourceMapEntry.$Properties=} [properties] Properties to set
             * @returns {equipoise.program.SourceMapEntry} SourceMapEntry instance
             * @type {{
             *   (properties: equipoise.program.SourceMapEntry.$Shape): equipoise.program.SourceMapEntry & equipoise.program.SourceMapEntry.$Shape;
             *   (properties?: equipoise.program.SourceMapEntry.$Properties): equipoise.program.SourceMapEntry;
             * }}
             */
            SourceMapEntry.create = function(properties) {
                return new SourceMapEntry(properties);
            };

            /**
             * Encodes the specified SourceMapEntry message. Does not implicitly {@link equipoise.program.SourceMapEntry.verify|verify} messages.
             * @function encode
             * @memberof equipoise.program.SourceMapEntry
             * @static
             * @param {equipoise.program.SourceMapEntry.$Properties} message SourceMapEntry message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            SourceMapEntry.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.object != null && $Object.hasOwnProperty.call(message, "object") && message.object !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.object);
                if (message.groups != null && message.groups.length)
                    writer.uint32(/* id 2, wireType 2 =*/18).uint32s(message.groups);
                if (message.synapses != null && $Object.hasOwnProperty.call(message, "synapses") && !$Object.is(message.synapses, 0))
                    writer.uint32(/* id 3, wireType 1 =*/25).double(message.synapses);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a SourceMapEntry message from the specified reader or buffer.
             * @function decode
             * @memberof equipoise.program.SourceMapEntry
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {equipoise.program.SourceMapEntry & equipoise.program.SourceMapEntry.$Shape} SourceMapEntry
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            SourceMapEntry.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.equipoise.program.SourceMapEntry();
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
                                message.object = value;
                            else
                                delete message.object;
                            continue;
                        }
                    case 2: {
                            if (wireType === 2) {
                                if (!(message.groups && message.groups.length))
                                    message.groups = [];
                                reader.uint32s(message.groups);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.groups && message.groups.length))
                                message.groups = [];
                            message.groups.push(reader.uint32());
                            continue;
                        }
                    case 3: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.synapses = value;
                            else
                                delete message.synapses;
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

            return SourceMapEntry;
        })();

        program.LossEntry = (function() {

            /**
             * Properties of a LossEntry.
             * @typedef {Object} equipoise.program.LossEntry.$Properties
             * @property {string|null} [kind] LossEntry kind
             * @property {string|null} [where] LossEntry where
             * @property {number|null} [count] LossEntry count
             * @property {number|null} [of] LossEntry of
             * @property {number|null} [worst] LossEntry worst
             * @property {string|null} [unit] LossEntry unit
             * @property {number|null} [meanInputChange] LossEntry meanInputChange
             * @property {string|null} [note] LossEntry note
             * @property {number|null} [fittingScale] LossEntry fittingScale
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a LossEntry.
             * @memberof equipoise.program
             * @interface ILossEntry
             * @augments equipoise.program.LossEntry.$Properties
             * @deprecated Use equipoise.program.LossEntry.$Properties instead.
             */

            /**
             * Shape of a LossEntry.
             * @typedef {equipoise.program.LossEntry.$Properties} equipoise.program.LossEntry.$Shape
             */

            /**
             * Constructs a new LossEntry.
             * @memberof equipoise.program
             * @classdesc Represents a LossEntry.
             * @constructor
             * @param {equipoise.program.LossEntry.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const LossEntry = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * LossEntry kind.
             * @member {string} kind
             * @memberof equipoise.program.LossEntry
             * @instance
             */
            LossEntry.prototype.kind = "";

            /**
             * LossEntry where.
             * @member {string} where
             * @memberof equipoise.program.LossEntry
             * @instance
             */
            LossEntry.prototype.where = "";

            /**
             * LossEntry count.
             * @member {number} count
             * @memberof equipoise.program.LossEntry
             * @instance
             */
            LossEntry.prototype.count = 0;

            /**
             * LossEntry of.
             * @member {number} of
             * @memberof equipoise.program.LossEntry
             * @instance
             */
            LossEntry.prototype.of = 0;

            /**
             * LossEntry worst.
             * @member {number} worst
             * @memberof equipoise.program.LossEntry
             * @instance
             */
            LossEntry.prototype.worst = 0;

            /**
             * LossEntry unit.
             * @member {string} unit
             * @memberof equipoise.program.LossEntry
             * @instance
             */
            LossEntry.prototype.unit = "";

            /**
             * LossEntry meanInputChange.
             * @member {number} meanInputChange
             * @memberof equipoise.program.LossEntry
             * @instance
             */
            LossEntry.prototype.meanInputChange = 0;

            /**
             * LossEntry note.
             * @member {string} note
             * @memberof equipoise.program.LossEntry
             * @instance
             */
            LossEntry.prototype.note = "";

            /**
             * LossEntry fittingScale.
             * @member {number} fittingScale
             * @memberof equipoise.program.LossEntry
             * @instance
             */
            LossEntry.prototype.fittingScale = 0;

            /**
             * Creates a new LossEntry instance using the specified properties.
             * @function create
             * @memberof equipoise.program.LossEntry
             * @static
             * @param {equipoise.program.LossEntry.$Properties=} [properties] Properties to set
             * @returns {equipoise.program.LossEntry} LossEntry instance
             * @type {{
             *   (properties: equipoise.program.LossEntry.$Shape): equipoise.program.LossEntry & equipoise.program.LossEntry.$Shape;
             *   (properties?: equipoise.program.LossEntry.$Properties): equipoise.program.LossEntry;
             * }}
             */
            LossEntry.create = function(properties) {
                return new LossEntry(properties);
            };

            /**
             * Encodes the specified LossEntry message. Does not implicitly {@link equipoise.program.LossEntry.verify|verify} messages.
             * @function encode
             * @memberof equipoise.program.LossEntry
             * @static
             * @param {equipoise.program.LossEntry.$Properties} message LossEntry message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            LossEntry.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.kind != null && $Object.hasOwnProperty.call(message, "kind") && message.kind !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.kind);
                if (message.where != null && $Object.hasOwnProperty.call(message, "where") && message.where !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.where);
                if (message.count != null && $Object.hasOwnProperty.call(message, "count") && !$Object.is(message.count, 0))
                    writer.uint32(/* id 3, wireType 1 =*/25).double(message.count);
                if (message.of != null && $Object.hasOwnProperty.call(message, "of") && !$Object.is(message.of, 0))
                    writer.uint32(/* id 4, wireType 1 =*/33).double(message.of);
                if (message.worst != null && $Object.hasOwnProperty.call(message, "worst") && !$Object.is(message.worst, 0))
                    writer.uint32(/* id 5, wireType 1 =*/41).double(message.worst);
                if (message.unit != null && $Object.hasOwnProperty.call(message, "unit") && message.unit !== "")
                    writer.uint32(/* id 6, wireType 2 =*/50).string(message.unit);
                if (message.meanInputChange != null && $Object.hasOwnProperty.call(message, "meanInputChange") && !$Object.is(message.meanInputChange, 0))
                    writer.uint32(/* id 7, wireType 1 =*/57).double(message.meanInputChange);
                if (message.note != null && $Object.hasOwnProperty.call(message, "note") && message.note !== "")
                    writer.uint32(/* id 8, wireType 2 =*/66).string(message.note);
                if (message.fittingScale != null && $Object.hasOwnProperty.call(message, "fittingScale") && !$Object.is(message.fittingScale, 0))
                    writer.uint32(/* id 9, wireType 1 =*/73).double(message.fittingScale);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a LossEntry message from the specified reader or buffer.
             * @function decode
             * @memberof equipoise.program.LossEntry
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {equipoise.program.LossEntry & equipoise.program.LossEntry.$Shape} LossEntry
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            LossEntry.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.equipoise.program.LossEntry();
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
                                message.kind = value;
                            else
                                delete message.kind;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.where = value;
                            else
                                delete message.where;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.count = value;
                            else
                                delete message.count;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.of = value;
                            else
                                delete message.of;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.worst = value;
                            else
                                delete message.worst;
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
                    case 7: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.meanInputChange = value;
                            else
                                delete message.meanInputChange;
                            continue;
                        }
                    case 8: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.note = value;
                            else
                                delete message.note;
                            continue;
                        }
                    case 9: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.fittingScale = value;
                            else
                                delete message.fittingScale;
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

            return LossEntry;
        })();

        program.SpinnakerMachine = (function() {

            /**
             * Properties of a SpinnakerMachine.
             * @typedef {Object} equipoise.program.SpinnakerMachine.$Properties
             * @property {number|null} [dtRaw] SpinnakerMachine dtRaw
             * @property {Array.<equipoise.program.SpinnakerCore.$Properties>|null} [cores] SpinnakerMachine cores
             * @property {Array.<equipoise.program.OffsetChange.$Properties>|null} [offsetChanges] SpinnakerMachine offsetChanges
             * @property {equipoise.program.SpinnakerMapping.$Properties|null} [mapping] SpinnakerMachine mapping
             * @property {Array.<equipoise.program.SpinnakerPoisson.$Properties>|null} [poissonCores] SpinnakerMachine poissonCores
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a SpinnakerMachine.
             * @memberof equipoise.program
             * @interface ISpinnakerMachine
             * @augments equipoise.program.SpinnakerMachine.$Properties
             * @deprecated Use equipoise.program.SpinnakerMachine.$Properties instead.
             */

            /**
             * Shape of a SpinnakerMachine.
             * @typedef {equipoise.program.SpinnakerMachine.$Properties} equipoise.program.SpinnakerMachine.$Shape
             */

            /**
             * Constructs a new SpinnakerMachine.
             * @memberof equipoise.program
             * @classdesc Represents a SpinnakerMachine.
             * @constructor
             * @param {equipoise.program.SpinnakerMachine.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const SpinnakerMachine = function (properties) {
                this.cores = [];
                this.offsetChanges = [];
                this.poissonCores = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * SpinnakerMachine dtRaw.
             * @member {number} dtRaw
             * @memberof equipoise.program.SpinnakerMachine
             * @instance
             */
            SpinnakerMachine.prototype.dtRaw = 0;

            /**
             * SpinnakerMachine cores.
             * @member {Array.<equipoise.program.SpinnakerCore.$Properties>} cores
             * @memberof equipoise.program.SpinnakerMachine
             * @instance
             */
            SpinnakerMachine.prototype.cores = $util.emptyArray;

            /**
             * SpinnakerMachine offsetChanges.
             * @member {Array.<equipoise.program.OffsetChange.$Properties>} offsetChanges
             * @memberof equipoise.program.SpinnakerMachine
             * @instance
             */
            SpinnakerMachine.prototype.offsetChanges = $util.emptyArray;

            /**
             * SpinnakerMachine mapping.
             * @member {equipoise.program.SpinnakerMapping.$Properties|null|undefined} mapping
             * @memberof equipoise.program.SpinnakerMachine
             * @instance
             */
            SpinnakerMachine.prototype.mapping = null;

            /**
             * SpinnakerMachine poissonCores.
             * @member {Array.<equipoise.program.SpinnakerPoisson.$Properties>} poissonCores
             * @memberof equipoise.program.SpinnakerMachine
             * @instance
             */
            SpinnakerMachine.prototype.poissonCores = $util.emptyArray;

            /**
             * Creates a new SpinnakerMachine instance using the specified properties.
             * @function create
             * @memberof equipoise.program.SpinnakerMachine
             * @static
             * @param {equipoise.program.SpinnakerMachine.$Properties=} [properties] Properties to set
             * @returns {equipoise.program.SpinnakerMachine} SpinnakerMachine instance
             * @type {{
             *   (properties: equipoise.program.SpinnakerMachine.$Shape): equipoise.program.SpinnakerMachine & equipoise.program.SpinnakerMachine.$Shape;
             *   (properties?: equipoise.program.SpinnakerMachine.$Properties): equipoise.program.SpinnakerMachine;
             * }}
             */
            SpinnakerMachine.create = function(properties) {
                return new SpinnakerMachine(properties);
            };

            /**
             * Encodes the specified SpinnakerMachine message. Does not implicitly {@link equipoise.program.SpinnakerMachine.verify|verify} messages.
             * @function encode
             * @memberof equipoise.program.SpinnakerMachine
             * @static
             * @param {equipoise.program.SpinnakerMachine.$Properties} message SpinnakerMachine message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            SpinnakerMachine.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.dtRaw != null && $Object.hasOwnProperty.call(message, "dtRaw") && message.dtRaw !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.dtRaw);
                if (message.cores != null && message.cores.length)
                    for (let i = 0; i < message.cores.length; ++i)
                        $root.equipoise.program.SpinnakerCore.encode(message.cores[i], writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                if (message.offsetChanges != null && message.offsetChanges.length)
                    for (let i = 0; i < message.offsetChanges.length; ++i)
                        $root.equipoise.program.OffsetChange.encode(message.offsetChanges[i], writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                if (message.mapping != null && $Object.hasOwnProperty.call(message, "mapping"))
                    $root.equipoise.program.SpinnakerMapping.encode(message.mapping, writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
                if (message.poissonCores != null && message.poissonCores.length)
                    for (let i = 0; i < message.poissonCores.length; ++i)
                        $root.equipoise.program.SpinnakerPoisson.encode(message.poissonCores[i], writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a SpinnakerMachine message from the specified reader or buffer.
             * @function decode
             * @memberof equipoise.program.SpinnakerMachine
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {equipoise.program.SpinnakerMachine & equipoise.program.SpinnakerMachine.$Shape} SpinnakerMachine
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            SpinnakerMachine.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.equipoise.program.SpinnakerMachine();
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
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.dtRaw = value;
                            else
                                delete message.dtRaw;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if (!(message.cores && message.cores.length))
                                message.cores = [];
                            message.cores.push($root.equipoise.program.SpinnakerCore.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if (!(message.offsetChanges && message.offsetChanges.length))
                                message.offsetChanges = [];
                            message.offsetChanges.push($root.equipoise.program.OffsetChange.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            message.mapping = $root.equipoise.program.SpinnakerMapping.decode(reader, reader.size(), $undefined, _depth + 1, message.mapping);
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            if (!(message.poissonCores && message.poissonCores.length))
                                message.poissonCores = [];
                            message.poissonCores.push($root.equipoise.program.SpinnakerPoisson.decode(reader, reader.size(), $undefined, _depth + 1));
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

            return SpinnakerMachine;
        })();

        program.SpinnakerPoisson = (function() {

            /**
             * Properties of a SpinnakerPoisson.
             * @typedef {Object} equipoise.program.SpinnakerPoisson.$Properties
             * @property {number|null} [first] SpinnakerPoisson first
             * @property {number|null} [size] SpinnakerPoisson size
             * @property {Uint8Array|null} [rates] SpinnakerPoisson rates
             * @property {number|null} [startTick] SpinnakerPoisson startTick
             * @property {number|null} [stopTick] SpinnakerPoisson stopTick
             * @property {Uint8Array|null} [seed] SpinnakerPoisson seed
             * @property {number|null} [secondsPerTick] SpinnakerPoisson secondsPerTick
             * @property {number|null} [ticksPerMs] SpinnakerPoisson ticksPerMs
             * @property {number|null} [slowCutoff] SpinnakerPoisson slowCutoff
             * @property {number|null} [fastCutoff] SpinnakerPoisson fastCutoff
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a SpinnakerPoisson.
             * @memberof equipoise.program
             * @interface ISpinnakerPoisson
             * @augments equipoise.program.SpinnakerPoisson.$Properties
             * @deprecated Use equipoise.program.SpinnakerPoisson.$Properties instead.
             */

            /**
             * Shape of a SpinnakerPoisson.
             * @typedef {equipoise.program.SpinnakerPoisson.$Properties} equipoise.program.SpinnakerPoisson.$Shape
             */

            /**
             * Constructs a new SpinnakerPoisson.
             * @memberof equipoise.program
             * @classdesc Represents a SpinnakerPoisson.
             * @constructor
             * @param {equipoise.program.SpinnakerPoisson.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const SpinnakerPoisson = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * SpinnakerPoisson first.
             * @member {number} first
             * @memberof equipoise.program.SpinnakerPoisson
             * @instance
             */
            SpinnakerPoisson.prototype.first = 0;

            /**
             * SpinnakerPoisson size.
             * @member {number} size
             * @memberof equipoise.program.SpinnakerPoisson
             * @instance
             */
            SpinnakerPoisson.prototype.size = 0;

            /**
             * SpinnakerPoisson rates.
             * @member {Uint8Array} rates
             * @memberof equipoise.program.SpinnakerPoisson
             * @instance
             */
            SpinnakerPoisson.prototype.rates = $util.newBuffer([]);

            /**
             * SpinnakerPoisson startTick.
             * @member {number} startTick
             * @memberof equipoise.program.SpinnakerPoisson
             * @instance
             */
            SpinnakerPoisson.prototype.startTick = 0;

            /**
             * SpinnakerPoisson stopTick.
             * @member {number} stopTick
             * @memberof equipoise.program.SpinnakerPoisson
             * @instance
             */
            SpinnakerPoisson.prototype.stopTick = 0;

            /**
             * SpinnakerPoisson seed.
             * @member {Uint8Array} seed
             * @memberof equipoise.program.SpinnakerPoisson
             * @instance
             */
            SpinnakerPoisson.prototype.seed = $util.newBuffer([]);

            /**
             * SpinnakerPoisson secondsPerTick.
             * @member {number} secondsPerTick
             * @memberof equipoise.program.SpinnakerPoisson
             * @instance
             */
            SpinnakerPoisson.prototype.secondsPerTick = 0;

            /**
             * SpinnakerPoisson ticksPerMs.
             * @member {number} ticksPerMs
             * @memberof equipoise.program.SpinnakerPoisson
             * @instance
             */
            SpinnakerPoisson.prototype.ticksPerMs = 0;

            /**
             * SpinnakerPoisson slowCutoff.
             * @member {number} slowCutoff
             * @memberof equipoise.program.SpinnakerPoisson
             * @instance
             */
            SpinnakerPoisson.prototype.slowCutoff = 0;

            /**
             * SpinnakerPoisson fastCutoff.
             * @member {number} fastCutoff
             * @memberof equipoise.program.SpinnakerPoisson
             * @instance
             */
            SpinnakerPoisson.prototype.fastCutoff = 0;

            /**
             * Creates a new SpinnakerPoisson instance using the specified properties.
             * @function create
             * @memberof equipoise.program.SpinnakerPoisson
             * @static
             * @param {equipoise.program.SpinnakerPoisson.$Properties=} [properties] Properties to set
             * @returns {equipoise.program.SpinnakerPoisson} SpinnakerPoisson instance
             * @type {{
             *   (properties: equipoise.program.SpinnakerPoisson.$Shape): equipoise.program.SpinnakerPoisson & equipoise.program.SpinnakerPoisson.$Shape;
             *   (properties?: equipoise.program.SpinnakerPoisson.$Properties): equipoise.program.SpinnakerPoisson;
             * }}
             */
            SpinnakerPoisson.create = function(properties) {
                return new SpinnakerPoisson(properties);
            };

            /**
             * Encodes the specified SpinnakerPoisson message. Does not implicitly {@link equipoise.program.SpinnakerPoisson.verify|verify} messages.
             * @function encode
             * @memberof equipoise.program.SpinnakerPoisson
             * @static
             * @param {equipoise.program.SpinnakerPoisson.$Properties} message SpinnakerPoisson message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            SpinnakerPoisson.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.first != null && $Object.hasOwnProperty.call(message, "first") && message.first !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.first);
                if (message.size != null && $Object.hasOwnProperty.call(message, "size") && message.size !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.size);
                if (message.rates != null && $Object.hasOwnProperty.call(message, "rates") && message.rates.length)
                    writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.rates);
                if (message.startTick != null && $Object.hasOwnProperty.call(message, "startTick") && message.startTick !== 0)
                    writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.startTick);
                if (message.stopTick != null && $Object.hasOwnProperty.call(message, "stopTick") && message.stopTick !== 0)
                    writer.uint32(/* id 5, wireType 0 =*/40).uint32(message.stopTick);
                if (message.seed != null && $Object.hasOwnProperty.call(message, "seed") && message.seed.length)
                    writer.uint32(/* id 6, wireType 2 =*/50).bytes(message.seed);
                if (message.secondsPerTick != null && $Object.hasOwnProperty.call(message, "secondsPerTick") && message.secondsPerTick !== 0)
                    writer.uint32(/* id 7, wireType 0 =*/56).uint32(message.secondsPerTick);
                if (message.ticksPerMs != null && $Object.hasOwnProperty.call(message, "ticksPerMs") && message.ticksPerMs !== 0)
                    writer.uint32(/* id 8, wireType 0 =*/64).uint32(message.ticksPerMs);
                if (message.slowCutoff != null && $Object.hasOwnProperty.call(message, "slowCutoff") && message.slowCutoff !== 0)
                    writer.uint32(/* id 9, wireType 0 =*/72).sint32(message.slowCutoff);
                if (message.fastCutoff != null && $Object.hasOwnProperty.call(message, "fastCutoff") && message.fastCutoff !== 0)
                    writer.uint32(/* id 10, wireType 0 =*/80).sint32(message.fastCutoff);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a SpinnakerPoisson message from the specified reader or buffer.
             * @function decode
             * @memberof equipoise.program.SpinnakerPoisson
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {equipoise.program.SpinnakerPoisson & equipoise.program.SpinnakerPoisson.$Shape} SpinnakerPoisson
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            SpinnakerPoisson.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.equipoise.program.SpinnakerPoisson();
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
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.first = value;
                            else
                                delete message.first;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.size = value;
                            else
                                delete message.size;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.rates = value;
                            else
                                delete message.rates;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.startTick = value;
                            else
                                delete message.startTick;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.stopTick = value;
                            else
                                delete message.stopTick;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.seed = value;
                            else
                                delete message.seed;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.secondsPerTick = value;
                            else
                                delete message.secondsPerTick;
                            continue;
                        }
                    case 8: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.ticksPerMs = value;
                            else
                                delete message.ticksPerMs;
                            continue;
                        }
                    case 9: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.sint32())
                                message.slowCutoff = value;
                            else
                                delete message.slowCutoff;
                            continue;
                        }
                    case 10: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.sint32())
                                message.fastCutoff = value;
                            else
                                delete message.fastCutoff;
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

            return SpinnakerPoisson;
        })();

        program.SpinnakerMapping = (function() {

            /**
             * Properties of a SpinnakerMapping.
             * @typedef {Object} equipoise.program.SpinnakerMapping.$Properties
             * @property {Uint8Array|null} [chipX] SpinnakerMapping chipX
             * @property {Uint8Array|null} [chipY] SpinnakerMapping chipY
             * @property {Uint8Array|null} [core] SpinnakerMapping core
             * @property {Array.<equipoise.program.SenderKeys.$Properties>|null} [senders] SpinnakerMapping senders
             * @property {Array.<equipoise.program.RoutingTable.$Properties>|null} [tables] SpinnakerMapping tables
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a SpinnakerMapping.
             * @memberof equipoise.program
             * @interface ISpinnakerMapping
             * @augments equipoise.program.SpinnakerMapping.$Properties
             * @deprecated Use equipoise.program.SpinnakerMapping.$Properties instead.
             */

            /**
             * Shape of a SpinnakerMapping.
             * @typedef {equipoise.program.SpinnakerMapping.$Properties} equipoise.program.SpinnakerMapping.$Shape
             */

            /**
             * Constructs a new SpinnakerMapping.
             * @memberof equipoise.program
             * @classdesc Represents a SpinnakerMapping.
             * @constructor
             * @param {equipoise.program.SpinnakerMapping.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const SpinnakerMapping = function (properties) {
                this.senders = [];
                this.tables = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * SpinnakerMapping chipX.
             * @member {Uint8Array} chipX
             * @memberof equipoise.program.SpinnakerMapping
             * @instance
             */
            SpinnakerMapping.prototype.chipX = $util.newBuffer([]);

            /**
             * SpinnakerMapping chipY.
             * @member {Uint8Array} chipY
             * @memberof equipoise.program.SpinnakerMapping
             * @instance
             */
            SpinnakerMapping.prototype.chipY = $util.newBuffer([]);

            /**
             * SpinnakerMapping core.
             * @member {Uint8Array} core
             * @memberof equipoise.program.SpinnakerMapping
             * @instance
             */
            SpinnakerMapping.prototype.core = $util.newBuffer([]);

            /**
             * SpinnakerMapping senders.
             * @member {Array.<equipoise.program.SenderKeys.$Properties>} senders
             * @memberof equipoise.program.SpinnakerMapping
             * @instance
             */
            SpinnakerMapping.prototype.senders = $util.emptyArray;

            /**
             * SpinnakerMapping tables.
             * @member {Array.<equipoise.program.RoutingTable.$Properties>} tables
             * @memberof equipoise.program.SpinnakerMapping
             * @instance
             */
            SpinnakerMapping.prototype.tables = $util.emptyArray;

            /**
             * Creates a new SpinnakerMapping instance using the specified properties.
             * @function create
             * @memberof equipoise.program.SpinnakerMapping
             * @static
             * @param {equipoise.program.SpinnakerMapping.$Properties=} [properties] Properties to set
             * @returns {equipoise.program.SpinnakerMapping} SpinnakerMapping instance
             * @type {{
             *   (properties: equipoise.program.SpinnakerMapping.$Shape): equipoise.program.SpinnakerMapping & equipoise.program.SpinnakerMapping.$Shape;
             *   (properties?: equipoise.program.SpinnakerMapping.$Properties): equipoise.program.SpinnakerMapping;
             * }}
             */
            SpinnakerMapping.create = function(properties) {
                return new SpinnakerMapping(properties);
            };

            /**
             * Encodes the specified SpinnakerMapping message. Does not implicitly {@link equipoise.program.SpinnakerMapping.verify|verify} messages.
             * @function encode
             * @memberof equipoise.program.SpinnakerMapping
             * @static
             * @param {equipoise.program.SpinnakerMapping.$Properties} message SpinnakerMapping message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            SpinnakerMapping.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.chipX != null && $Object.hasOwnProperty.call(message, "chipX") && message.chipX.length)
                    writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.chipX);
                if (message.chipY != null && $Object.hasOwnProperty.call(message, "chipY") && message.chipY.length)
                    writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.chipY);
                if (message.core != null && $Object.hasOwnProperty.call(message, "core") && message.core.length)
                    writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.core);
                if (message.senders != null && message.senders.length)
                    for (let i = 0; i < message.senders.length; ++i)
                        $root.equipoise.program.SenderKeys.encode(message.senders[i], writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
                if (message.tables != null && message.tables.length)
                    for (let i = 0; i < message.tables.length; ++i)
                        $root.equipoise.program.RoutingTable.encode(message.tables[i], writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a SpinnakerMapping message from the specified reader or buffer.
             * @function decode
             * @memberof equipoise.program.SpinnakerMapping
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {equipoise.program.SpinnakerMapping & equipoise.program.SpinnakerMapping.$Shape} SpinnakerMapping
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            SpinnakerMapping.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.equipoise.program.SpinnakerMapping();
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
                                message.chipX = value;
                            else
                                delete message.chipX;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.chipY = value;
                            else
                                delete message.chipY;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.core = value;
                            else
                                delete message.core;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if (!(message.senders && message.senders.length))
                                message.senders = [];
                            message.senders.push($root.equipoise.program.SenderKeys.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            if (!(message.tables && message.tables.length))
                                message.tables = [];
                            message.tables.push($root.equipoise.program.RoutingTable.decode(reader, reader.size(), $undefined, _depth + 1));
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

            return SpinnakerMapping;
        })();

        program.SenderKeys = (function() {

            /**
             * Properties of a SenderKeys.
             * @typedef {Object} equipoise.program.SenderKeys.$Properties
             * @property {number|null} [firstId] SenderKeys firstId
             * @property {number|null} [atoms] SenderKeys atoms
             * @property {number|null} [extraDelay] SenderKeys extraDelay
             * @property {number|null} [core] SenderKeys core
             * @property {number|null} [key] SenderKeys key
             * @property {number|null} [mask] SenderKeys mask
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a SenderKeys.
             * @memberof equipoise.program
             * @interface ISenderKeys
             * @augments equipoise.program.SenderKeys.$Properties
             * @deprecated Use equipoise.program.SenderKeys.$Properties instead.
             */

            /**
             * Shape of a SenderKeys.
             * @typedef {equipoise.program.SenderKeys.$Properties} equipoise.program.SenderKeys.$Shape
             */

            /**
             * Constructs a new SenderKeys.
             * @memberof equipoise.program
             * @classdesc Represents a SenderKeys.
             * @constructor
             * @param {equipoise.program.SenderKeys.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const SenderKeys = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * SenderKeys firstId.
             * @member {number} firstId
             * @memberof equipoise.program.SenderKeys
             * @instance
             */
            SenderKeys.prototype.firstId = 0;

            /**
             * SenderKeys atoms.
             * @member {number} atoms
             * @memberof equipoise.program.SenderKeys
             * @instance
             */
            SenderKeys.prototype.atoms = 0;

            /**
             * SenderKeys extraDelay.
             * @member {number} extraDelay
             * @memberof equipoise.program.SenderKeys
             * @instance
             */
            SenderKeys.prototype.extraDelay = 0;

            /**
             * SenderKeys core.
             * @member {number} core
             * @memberof equipoise.program.SenderKeys
             * @instance
             */
            SenderKeys.prototype.core = 0;

            /**
             * SenderKeys key.
             * @member {number} key
             * @memberof equipoise.program.SenderKeys
             * @instance
             */
            SenderKeys.prototype.key = 0;

            /**
             * SenderKeys mask.
             * @member {number} mask
             * @memberof equipoise.program.SenderKeys
             * @instance
             */
            SenderKeys.prototype.mask = 0;

            /**
             * Creates a new SenderKeys instance using the specified properties.
             * @function create
             * @memberof equipoise.program.SenderKeys
             * @static
             * @param {equipoise.program.SenderKeys.$Properties=} [properties] Properties to set
             * @returns {equipoise.program.SenderKeys} SenderKeys instance
             * @type {{
             *   (properties: equipoise.program.SenderKeys.$Shape): equipoise.program.SenderKeys & equipoise.program.SenderKeys.$Shape;
             *   (properties?: equipoise.program.SenderKeys.$Properties): equipoise.program.SenderKeys;
             * }}
             */
            SenderKeys.create = function(properties) {
                return new SenderKeys(properties);
            };

            /**
             * Encodes the specified SenderKeys message. Does not implicitly {@link equipoise.program.SenderKeys.verify|verify} messages.
             * @function encode
             * @memberof equipoise.program.SenderKeys
             * @static
             * @param {equipoise.program.SenderKeys.$Properties} message SenderKeys message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            SenderKeys.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.firstId != null && $Object.hasOwnProperty.call(message, "firstId") && message.firstId !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.firstId);
                if (message.atoms != null && $Object.hasOwnProperty.call(message, "atoms") && message.atoms !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.atoms);
                if (message.extraDelay != null && $Object.hasOwnProperty.call(message, "extraDelay") && message.extraDelay !== 0)
                    writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.extraDelay);
                if (message.core != null && $Object.hasOwnProperty.call(message, "core") && message.core !== 0)
                    writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.core);
                if (message.key != null && $Object.hasOwnProperty.call(message, "key") && message.key !== 0)
                    writer.uint32(/* id 5, wireType 0 =*/40).uint32(message.key);
                if (message.mask != null && $Object.hasOwnProperty.call(message, "mask") && message.mask !== 0)
                    writer.uint32(/* id 6, wireType 0 =*/48).uint32(message.mask);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a SenderKeys message from the specified reader or buffer.
             * @function decode
             * @memberof equipoise.program.SenderKeys
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {equipoise.program.SenderKeys & equipoise.program.SenderKeys.$Shape} SenderKeys
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            SenderKeys.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.equipoise.program.SenderKeys();
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
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.firstId = value;
                            else
                                delete message.firstId;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.atoms = value;
                            else
                                delete message.atoms;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.extraDelay = value;
                            else
                                delete message.extraDelay;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.core = value;
                            else
                                delete message.core;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.key = value;
                            else
                                delete message.key;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.mask = value;
                            else
                                delete message.mask;
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

            return SenderKeys;
        })();

        program.RoutingTable = (function() {

            /**
             * Properties of a RoutingTable.
             * @typedef {Object} equipoise.program.RoutingTable.$Properties
             * @property {number|null} [x] RoutingTable x
             * @property {number|null} [y] RoutingTable y
             * @property {Uint8Array|null} [keys] RoutingTable keys
             * @property {Uint8Array|null} [masks] RoutingTable masks
             * @property {Uint8Array|null} [routes] RoutingTable routes
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a RoutingTable.
             * @memberof equipoise.program
             * @interface IRoutingTable
             * @augments equipoise.program.RoutingTable.$Properties
             * @deprecated Use equipoise.program.RoutingTable.$Properties instead.
             */

            /**
             * Shape of a RoutingTable.
             * @typedef {equipoise.program.RoutingTable.$Properties} equipoise.program.RoutingTable.$Shape
             */

            /**
             * Constructs a new RoutingTable.
             * @memberof equipoise.program
             * @classdesc Represents a RoutingTable.
             * @constructor
             * @param {equipoise.program.RoutingTable.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const RoutingTable = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * RoutingTable x.
             * @member {number} x
             * @memberof equipoise.program.RoutingTable
             * @instance
             */
            RoutingTable.prototype.x = 0;

            /**
             * RoutingTable y.
             * @member {number} y
             * @memberof equipoise.program.RoutingTable
             * @instance
             */
            RoutingTable.prototype.y = 0;

            /**
             * RoutingTable keys.
             * @member {Uint8Array} keys
             * @memberof equipoise.program.RoutingTable
             * @instance
             */
            RoutingTable.prototype.keys = $util.newBuffer([]);

            /**
             * RoutingTable masks.
             * @member {Uint8Array} masks
             * @memberof equipoise.program.RoutingTable
             * @instance
             */
            RoutingTable.prototype.masks = $util.newBuffer([]);

            /**
             * RoutingTable routes.
             * @member {Uint8Array} routes
             * @memberof equipoise.program.RoutingTable
             * @instance
             */
            RoutingTable.prototype.routes = $util.newBuffer([]);

            /**
             * Creates a new RoutingTable instance using the specified properties.
             * @function create
             * @memberof equipoise.program.RoutingTable
             * @static
             * @param {equipoise.program.RoutingTable.$Properties=} [properties] Properties to set
             * @returns {equipoise.program.RoutingTable} RoutingTable instance
             * @type {{
             *   (properties: equipoise.program.RoutingTable.$Shape): equipoise.program.RoutingTable & equipoise.program.RoutingTable.$Shape;
             *   (properties?: equipoise.program.RoutingTable.$Properties): equipoise.program.RoutingTable;
             * }}
             */
            RoutingTable.create = function(properties) {
                return new RoutingTable(properties);
            };

            /**
             * Encodes the specified RoutingTable message. Does not implicitly {@link equipoise.program.RoutingTable.verify|verify} messages.
             * @function encode
             * @memberof equipoise.program.RoutingTable
             * @static
             * @param {equipoise.program.RoutingTable.$Properties} message RoutingTable message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            RoutingTable.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.x != null && $Object.hasOwnProperty.call(message, "x") && message.x !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.x);
                if (message.y != null && $Object.hasOwnProperty.call(message, "y") && message.y !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.y);
                if (message.keys != null && $Object.hasOwnProperty.call(message, "keys") && message.keys.length)
                    writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.keys);
                if (message.masks != null && $Object.hasOwnProperty.call(message, "masks") && message.masks.length)
                    writer.uint32(/* id 4, wireType 2 =*/34).bytes(message.masks);
                if (message.routes != null && $Object.hasOwnProperty.call(message, "routes") && message.routes.length)
                    writer.uint32(/* id 5, wireType 2 =*/42).bytes(message.routes);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a RoutingTable message from the specified reader or buffer.
             * @function decode
             * @memberof equipoise.program.RoutingTable
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {equipoise.program.RoutingTable & equipoise.program.RoutingTable.$Shape} RoutingTable
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            RoutingTable.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.equipoise.program.RoutingTable();
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
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.x = value;
                            else
                                delete message.x;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.y = value;
                            else
                                delete message.y;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.keys = value;
                            else
                                delete message.keys;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.masks = value;
                            else
                                delete message.masks;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.routes = value;
                            else
                                delete message.routes;
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

            return RoutingTable;
        })();

        /**
         * SpinnakerModel enum.
         * @name equipoise.program.SpinnakerModel
         * @enum {number}
         * @property {number} MODEL_UNKNOWN=0 MODEL_UNKNOWN value
         * @property {number} IF_CURR_EXP=1 IF_CURR_EXP value
         * @property {number} IF_CURR_DELTA=2 IF_CURR_DELTA value
         * @property {number} IF_COND_EXP=3 IF_COND_EXP value
         */
        program.SpinnakerModel = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "MODEL_UNKNOWN"] = 0;
            values[valuesById[1] = "IF_CURR_EXP"] = 1;
            values[valuesById[2] = "IF_CURR_DELTA"] = 2;
            values[valuesById[3] = "IF_COND_EXP"] = 3;
            return values;
        })();

        program.SpinnakerCore = (function() {

            /**
             * Properties of a SpinnakerCore.
             * @typedef {Object} equipoise.program.SpinnakerCore.$Properties
             * @property {equipoise.program.SpinnakerModel|null} [model] SpinnakerCore model
             * @property {Uint8Array|null} [neurons] SpinnakerCore neurons
             * @property {number|null} [synapseCores] SpinnakerCore synapseCores
             * @property {number|null} [stepsPerTick] SpinnakerCore stepsPerTick
             * @property {equipoise.program.SpinnakerParameters.$Properties|null} [parameters] SpinnakerCore parameters
             * @property {number|null} [indexBits] SpinnakerCore indexBits
             * @property {number|null} [typeBits] SpinnakerCore typeBits
             * @property {number|null} [delayBits] SpinnakerCore delayBits
             * @property {number|null} [shiftExcitatory] SpinnakerCore shiftExcitatory
             * @property {number|null} [shiftInhibitory] SpinnakerCore shiftInhibitory
             * @property {Array.<equipoise.program.SynapticBlock.$Properties>|null} [blocks] SpinnakerCore blocks
             * @property {Uint8Array|null} [rowStart] SpinnakerCore rowStart
             * @property {Uint8Array|null} [words] SpinnakerCore words
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a SpinnakerCore.
             * @memberof equipoise.program
             * @interface ISpinnakerCore
             * @augments equipoise.program.SpinnakerCore.$Properties
             * @deprecated Use equipoise.program.SpinnakerCore.$Properties instead.
             */

            /**
             * Shape of a SpinnakerCore.
             * @typedef {equipoise.program.SpinnakerCore.$Properties} equipoise.program.SpinnakerCore.$Shape
             */

            /**
             * Constructs a new SpinnakerCore.
             * @memberof equipoise.program
             * @classdesc Represents a SpinnakerCore.
             * @constructor
             * @param {equipoise.program.SpinnakerCore.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const SpinnakerCore = function (properties) {
                this.blocks = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * SpinnakerCore model.
             * @member {equipoise.program.SpinnakerModel} model
             * @memberof equipoise.program.SpinnakerCore
             * @instance
             */
            SpinnakerCore.prototype.model = 0;

            /**
             * SpinnakerCore neurons.
             * @member {Uint8Array} neurons
             * @memberof equipoise.program.SpinnakerCore
             * @instance
             */
            SpinnakerCore.prototype.neurons = $util.newBuffer([]);

            /**
             * SpinnakerCore synapseCores.
             * @member {number} synapseCores
             * @memberof equipoise.program.SpinnakerCore
             * @instance
             */
            SpinnakerCore.prototype.synapseCores = 0;

            /**
             * SpinnakerCore stepsPerTick.
             * @member {number} stepsPerTick
             * @memberof equipoise.program.SpinnakerCore
             * @instance
             */
            SpinnakerCore.prototype.stepsPerTick = 0;

            /**
             * SpinnakerCore parameters.
             * @member {equipoise.program.SpinnakerParameters.$Properties|null|undefined} parameters
             * @memberof equipoise.program.SpinnakerCore
             * @instance
             */
            SpinnakerCore.prototype.parameters = null;

            /**
             * SpinnakerCore indexBits.
             * @member {number} indexBits
             * @memberof equipoise.program.SpinnakerCore
             * @instance
             */
            SpinnakerCore.prototype.indexBits = 0;

            /**
             * SpinnakerCore typeBits.
             * @member {number} typeBits
             * @memberof equipoise.program.SpinnakerCore
             * @instance
             */
            SpinnakerCore.prototype.typeBits = 0;

            /**
             * SpinnakerCore delayBits.
             * @member {number} delayBits
             * @memberof equipoise.program.SpinnakerCore
             * @instance
             */
            SpinnakerCore.prototype.delayBits = 0;

            /**
             * SpinnakerCore shiftExcitatory.
             * @member {number} shiftExcitatory
             * @memberof equipoise.program.SpinnakerCore
             * @instance
             */
            SpinnakerCore.prototype.shiftExcitatory = 0;

            /**
             * SpinnakerCore shiftInhibitory.
             * @member {number} shiftInhibitory
             * @memberof equipoise.program.SpinnakerCore
             * @instance
             */
            SpinnakerCore.prototype.shiftInhibitory = 0;

            /**
             * SpinnakerCore blocks.
             * @member {Array.<equipoise.program.SynapticBlock.$Properties>} blocks
             * @memberof equipoise.program.SpinnakerCore
             * @instance
             */
            SpinnakerCore.prototype.blocks = $util.emptyArray;

            /**
             * SpinnakerCore rowStart.
             * @member {Uint8Array} rowStart
             * @memberof equipoise.program.SpinnakerCore
             * @instance
             */
            SpinnakerCore.prototype.rowStart = $util.newBuffer([]);

            /**
             * SpinnakerCore words.
             * @member {Uint8Array} words
             * @memberof equipoise.program.SpinnakerCore
             * @instance
             */
            SpinnakerCore.prototype.words = $util.newBuffer([]);

            /**
             * Creates a new SpinnakerCore instance using the specified properties.
             * @function create
             * @memberof equipoise.program.SpinnakerCore
             * @static
             * @param {equipoise.program.SpinnakerCore.$Properties=} [properties] Properties to set
             * @returns {equipoise.program.SpinnakerCore} SpinnakerCore instance
             * @type {{
             *   (properties: equipoise.program.SpinnakerCore.$Shape): equipoise.program.SpinnakerCore & equipoise.program.SpinnakerCore.$Shape;
             *   (properties?: equipoise.program.SpinnakerCore.$Properties): equipoise.program.SpinnakerCore;
             * }}
             */
            SpinnakerCore.create = function(properties) {
                return new SpinnakerCore(properties);
            };

            /**
             * Encodes the specified SpinnakerCore message. Does not implicitly {@link equipoise.program.SpinnakerCore.verify|verify} messages.
             * @function encode
             * @memberof equipoise.program.SpinnakerCore
             * @static
             * @param {equipoise.program.SpinnakerCore.$Properties} message SpinnakerCore message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            SpinnakerCore.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.model != null && $Object.hasOwnProperty.call(message, "model") && message.model !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).int32(message.model);
                if (message.neurons != null && $Object.hasOwnProperty.call(message, "neurons") && message.neurons.length)
                    writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.neurons);
                if (message.synapseCores != null && $Object.hasOwnProperty.call(message, "synapseCores") && message.synapseCores !== 0)
                    writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.synapseCores);
                if (message.stepsPerTick != null && $Object.hasOwnProperty.call(message, "stepsPerTick") && message.stepsPerTick !== 0)
                    writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.stepsPerTick);
                if (message.parameters != null && $Object.hasOwnProperty.call(message, "parameters"))
                    $root.equipoise.program.SpinnakerParameters.encode(message.parameters, writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
                if (message.indexBits != null && $Object.hasOwnProperty.call(message, "indexBits") && message.indexBits !== 0)
                    writer.uint32(/* id 6, wireType 0 =*/48).uint32(message.indexBits);
                if (message.typeBits != null && $Object.hasOwnProperty.call(message, "typeBits") && message.typeBits !== 0)
                    writer.uint32(/* id 7, wireType 0 =*/56).uint32(message.typeBits);
                if (message.delayBits != null && $Object.hasOwnProperty.call(message, "delayBits") && message.delayBits !== 0)
                    writer.uint32(/* id 8, wireType 0 =*/64).uint32(message.delayBits);
                if (message.shiftExcitatory != null && $Object.hasOwnProperty.call(message, "shiftExcitatory") && message.shiftExcitatory !== 0)
                    writer.uint32(/* id 9, wireType 0 =*/72).uint32(message.shiftExcitatory);
                if (message.shiftInhibitory != null && $Object.hasOwnProperty.call(message, "shiftInhibitory") && message.shiftInhibitory !== 0)
                    writer.uint32(/* id 10, wireType 0 =*/80).uint32(message.shiftInhibitory);
                if (message.blocks != null && message.blocks.length)
                    for (let i = 0; i < message.blocks.length; ++i)
                        $root.equipoise.program.SynapticBlock.encode(message.blocks[i], writer.uint32(/* id 11, wireType 2 =*/90).fork(), _depth + 1).ldelim();
                if (message.rowStart != null && $Object.hasOwnProperty.call(message, "rowStart") && message.rowStart.length)
                    writer.uint32(/* id 12, wireType 2 =*/98).bytes(message.rowStart);
                if (message.words != null && $Object.hasOwnProperty.call(message, "words") && message.words.length)
                    writer.uint32(/* id 13, wireType 2 =*/106).bytes(message.words);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a SpinnakerCore message from the specified reader or buffer.
             * @function decode
             * @memberof equipoise.program.SpinnakerCore
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {equipoise.program.SpinnakerCore & equipoise.program.SpinnakerCore.$Shape} SpinnakerCore
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            SpinnakerCore.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.equipoise.program.SpinnakerCore();
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
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.model = value;
                            else
                                delete message.model;
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
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.synapseCores = value;
                            else
                                delete message.synapseCores;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.stepsPerTick = value;
                            else
                                delete message.stepsPerTick;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            message.parameters = $root.equipoise.program.SpinnakerParameters.decode(reader, reader.size(), $undefined, _depth + 1, message.parameters);
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.indexBits = value;
                            else
                                delete message.indexBits;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.typeBits = value;
                            else
                                delete message.typeBits;
                            continue;
                        }
                    case 8: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.delayBits = value;
                            else
                                delete message.delayBits;
                            continue;
                        }
                    case 9: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.shiftExcitatory = value;
                            else
                                delete message.shiftExcitatory;
                            continue;
                        }
                    case 10: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.shiftInhibitory = value;
                            else
                                delete message.shiftInhibitory;
                            continue;
                        }
                    case 11: {
                            if (wireType !== 2)
                                break;
                            if (!(message.blocks && message.blocks.length))
                                message.blocks = [];
                            message.blocks.push($root.equipoise.program.SynapticBlock.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 12: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.rowStart = value;
                            else
                                delete message.rowStart;
                            continue;
                        }
                    case 13: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.words = value;
                            else
                                delete message.words;
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

            return SpinnakerCore;
        })();

        program.SpinnakerParameters = (function() {

            /**
             * Properties of a SpinnakerParameters.
             * @typedef {Object} equipoise.program.SpinnakerParameters.$Properties
             * @property {Uint8Array|null} [vInit] SpinnakerParameters vInit
             * @property {Uint8Array|null} [vRest] SpinnakerParameters vRest
             * @property {Uint8Array|null} [vReset] SpinnakerParameters vReset
             * @property {Uint8Array|null} [vThreshold] SpinnakerParameters vThreshold
             * @property {Uint8Array|null} [tauM] SpinnakerParameters tauM
             * @property {Uint8Array|null} [cM] SpinnakerParameters cM
             * @property {Uint8Array|null} [iOffset] SpinnakerParameters iOffset
             * @property {Uint8Array|null} [tRefractory] SpinnakerParameters tRefractory
             * @property {Uint8Array|null} [refractoryInit] SpinnakerParameters refractoryInit
             * @property {Uint8Array|null} [excitatoryInit] SpinnakerParameters excitatoryInit
             * @property {Uint8Array|null} [inhibitoryInit] SpinnakerParameters inhibitoryInit
             * @property {Uint8Array|null} [tauExcitatory] SpinnakerParameters tauExcitatory
             * @property {Uint8Array|null} [tauInhibitory] SpinnakerParameters tauInhibitory
             * @property {Uint8Array|null} [reversalExcitatory] SpinnakerParameters reversalExcitatory
             * @property {Uint8Array|null} [reversalInhibitory] SpinnakerParameters reversalInhibitory
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a SpinnakerParameters.
             * @memberof equipoise.program
             * @interface ISpinnakerParameters
             * @augments equipoise.program.SpinnakerParameters.$Properties
             * @deprecated Use equipoise.program.SpinnakerParameters.$Properties instead.
             */

            /**
             * Shape of a SpinnakerParameters.
             * @typedef {equipoise.program.SpinnakerParameters.$Properties} equipoise.program.SpinnakerParameters.$Shape
             */

            /**
             * Constructs a new SpinnakerParameters.
             * @memberof equipoise.program
             * @classdesc Represents a SpinnakerParameters.
             * @constructor
             * @param {equipoise.program.SpinnakerParameters.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const SpinnakerParameters = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * SpinnakerParameters vInit.
             * @member {Uint8Array} vInit
             * @memberof equipoise.program.SpinnakerParameters
             * @instance
             */
            SpinnakerParameters.prototype.vInit = $util.newBuffer([]);

            /**
             * SpinnakerParameters vRest.
             * @member {Uint8Array} vRest
             * @memberof equipoise.program.SpinnakerParameters
             * @instance
             */
            SpinnakerParameters.prototype.vRest = $util.newBuffer([]);

            /**
             * SpinnakerParameters vReset.
             * @member {Uint8Array} vReset
             * @memberof equipoise.program.SpinnakerParameters
             * @instance
             */
            SpinnakerParameters.prototype.vReset = $util.newBuffer([]);

            /**
             * SpinnakerParameters vThreshold.
             * @member {Uint8Array} vThreshold
             * @memberof equipoise.program.SpinnakerParameters
             * @instance
             */
            SpinnakerParameters.prototype.vThreshold = $util.newBuffer([]);

            /**
             * SpinnakerParameters tauM.
             * @member {Uint8Array} tauM
             * @memberof equipoise.program.SpinnakerParameters
             * @instance
             */
            SpinnakerParameters.prototype.tauM = $util.newBuffer([]);

            /**
             * SpinnakerParameters cM.
             * @member {Uint8Array} cM
             * @memberof equipoise.program.SpinnakerParameters
             * @instance
             */
            SpinnakerParameters.prototype.cM = $util.newBuffer([]);

            /**
             * SpinnakerParameters iOffset.
             * @member {Uint8Array} iOffset
             * @memberof equipoise.program.SpinnakerParameters
             * @instance
             */
            SpinnakerParameters.prototype.iOffset = $util.newBuffer([]);

            /**
             * SpinnakerParameters tRefractory.
             * @member {Uint8Array} tRefractory
             * @memberof equipoise.program.SpinnakerParameters
             * @instance
             */
            SpinnakerParameters.prototype.tRefractory = $util.newBuffer([]);

            /**
             * SpinnakerParameters refractoryInit.
             * @member {Uint8Array} refractoryInit
             * @memberof equipoise.program.SpinnakerParameters
             * @instance
             */
            SpinnakerParameters.prototype.refractoryInit = $util.newBuffer([]);

            /**
             * SpinnakerParameters excitatoryInit.
             * @member {Uint8Array} excitatoryInit
             * @memberof equipoise.program.SpinnakerParameters
             * @instance
             */
            SpinnakerParameters.prototype.excitatoryInit = $util.newBuffer([]);

            /**
             * SpinnakerParameters inhibitoryInit.
             * @member {Uint8Array} inhibitoryInit
             * @memberof equipoise.program.SpinnakerParameters
             * @instance
             */
            SpinnakerParameters.prototype.inhibitoryInit = $util.newBuffer([]);

            /**
             * SpinnakerParameters tauExcitatory.
             * @member {Uint8Array|null|undefined} tauExcitatory
             * @memberof equipoise.program.SpinnakerParameters
             * @instance
             */
            SpinnakerParameters.prototype.tauExcitatory = null;

            /**
             * SpinnakerParameters tauInhibitory.
             * @member {Uint8Array|null|undefined} tauInhibitory
             * @memberof equipoise.program.SpinnakerParameters
             * @instance
             */
            SpinnakerParameters.prototype.tauInhibitory = null;

            /**
             * SpinnakerParameters reversalExcitatory.
             * @member {Uint8Array|null|undefined} reversalExcitatory
             * @memberof equipoise.program.SpinnakerParameters
             * @instance
             */
            SpinnakerParameters.prototype.reversalExcitatory = null;

            /**
             * SpinnakerParameters reversalInhibitory.
             * @member {Uint8Array|null|undefined} reversalInhibitory
             * @memberof equipoise.program.SpinnakerParameters
             * @instance
             */
            SpinnakerParameters.prototype.reversalInhibitory = null;

            // OneOf field names bound to virtual getters and setters
            let $oneOfFields;

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(SpinnakerParameters.prototype, "_tauExcitatory", {
                get: $util.oneOfGetter($oneOfFields = ["tauExcitatory"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(SpinnakerParameters.prototype, "_tauInhibitory", {
                get: $util.oneOfGetter($oneOfFields = ["tauInhibitory"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(SpinnakerParameters.prototype, "_reversalExcitatory", {
                get: $util.oneOfGetter($oneOfFields = ["reversalExcitatory"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(SpinnakerParameters.prototype, "_reversalInhibitory", {
                get: $util.oneOfGetter($oneOfFields = ["reversalInhibitory"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            /**
             * Creates a new SpinnakerParameters instance using the specified properties.
             * @function create
             * @memberof equipoise.program.SpinnakerParameters
             * @static
             * @param {equipoise.program.SpinnakerParameters.$Properties=} [properties] Properties to set
             * @returns {equipoise.program.SpinnakerParameters} SpinnakerParameters instance
             * @type {{
             *   (properties: equipoise.program.SpinnakerParameters.$Shape): equipoise.program.SpinnakerParameters & equipoise.program.SpinnakerParameters.$Shape;
             *   (properties?: equipoise.program.SpinnakerParameters.$Properties): equipoise.program.SpinnakerParameters;
             * }}
             */
            SpinnakerParameters.create = function(properties) {
                return new SpinnakerParameters(properties);
            };

            /**
             * Encodes the specified SpinnakerParameters message. Does not implicitly {@link equipoise.program.SpinnakerParameters.verify|verify} messages.
             * @function encode
             * @memberof equipoise.program.SpinnakerParameters
             * @static
             * @param {equipoise.program.SpinnakerParameters.$Properties} message SpinnakerParameters message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            SpinnakerParameters.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.vInit != null && $Object.hasOwnProperty.call(message, "vInit") && message.vInit.length)
                    writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.vInit);
                if (message.vRest != null && $Object.hasOwnProperty.call(message, "vRest") && message.vRest.length)
                    writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.vRest);
                if (message.vReset != null && $Object.hasOwnProperty.call(message, "vReset") && message.vReset.length)
                    writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.vReset);
                if (message.vThreshold != null && $Object.hasOwnProperty.call(message, "vThreshold") && message.vThreshold.length)
                    writer.uint32(/* id 4, wireType 2 =*/34).bytes(message.vThreshold);
                if (message.tauM != null && $Object.hasOwnProperty.call(message, "tauM") && message.tauM.length)
                    writer.uint32(/* id 5, wireType 2 =*/42).bytes(message.tauM);
                if (message.cM != null && $Object.hasOwnProperty.call(message, "cM") && message.cM.length)
                    writer.uint32(/* id 6, wireType 2 =*/50).bytes(message.cM);
                if (message.iOffset != null && $Object.hasOwnProperty.call(message, "iOffset") && message.iOffset.length)
                    writer.uint32(/* id 7, wireType 2 =*/58).bytes(message.iOffset);
                if (message.tRefractory != null && $Object.hasOwnProperty.call(message, "tRefractory") && message.tRefractory.length)
                    writer.uint32(/* id 8, wireType 2 =*/66).bytes(message.tRefractory);
                if (message.refractoryInit != null && $Object.hasOwnProperty.call(message, "refractoryInit") && message.refractoryInit.length)
                    writer.uint32(/* id 9, wireType 2 =*/74).bytes(message.refractoryInit);
                if (message.excitatoryInit != null && $Object.hasOwnProperty.call(message, "excitatoryInit") && message.excitatoryInit.length)
                    writer.uint32(/* id 10, wireType 2 =*/82).bytes(message.excitatoryInit);
                if (message.inhibitoryInit != null && $Object.hasOwnProperty.call(message, "inhibitoryInit") && message.inhibitoryInit.length)
                    writer.uint32(/* id 11, wireType 2 =*/90).bytes(message.inhibitoryInit);
                if (message.tauExcitatory != null && $Object.hasOwnProperty.call(message, "tauExcitatory"))
                    writer.uint32(/* id 12, wireType 2 =*/98).bytes(message.tauExcitatory);
                if (message.tauInhibitory != null && $Object.hasOwnProperty.call(message, "tauInhibitory"))
                    writer.uint32(/* id 13, wireType 2 =*/106).bytes(message.tauInhibitory);
                if (message.reversalExcitatory != null && $Object.hasOwnProperty.call(message, "reversalExcitatory"))
                    writer.uint32(/* id 14, wireType 2 =*/114).bytes(message.reversalExcitatory);
                if (message.reversalInhibitory != null && $Object.hasOwnProperty.call(message, "reversalInhibitory"))
                    writer.uint32(/* id 15, wireType 2 =*/122).bytes(message.reversalInhibitory);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a SpinnakerParameters message from the specified reader or buffer.
             * @function decode
             * @memberof equipoise.program.SpinnakerParameters
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {equipoise.program.SpinnakerParameters & equipoise.program.SpinnakerParameters.$Shape} SpinnakerParameters
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            SpinnakerParameters.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.equipoise.program.SpinnakerParameters();
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
                                message.vInit = value;
                            else
                                delete message.vInit;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.vRest = value;
                            else
                                delete message.vRest;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.vReset = value;
                            else
                                delete message.vReset;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.vThreshold = value;
                            else
                                delete message.vThreshold;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.tauM = value;
                            else
                                delete message.tauM;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.cM = value;
                            else
                                delete message.cM;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.iOffset = value;
                            else
                                delete message.iOffset;
                            continue;
                        }
                    case 8: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.tRefractory = value;
                            else
                                delete message.tRefractory;
                            continue;
                        }
                    case 9: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.refractoryInit = value;
                            else
                                delete message.refractoryInit;
                            continue;
                        }
                    case 10: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.excitatoryInit = value;
                            else
                                delete message.excitatoryInit;
                            continue;
                        }
                    case 11: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.inhibitoryInit = value;
                            else
                                delete message.inhibitoryInit;
                            continue;
                        }
                    case 12: {
                            if (wireType !== 2)
                                break;
                            message.tauExcitatory = reader.bytes();
                            message._tauExcitatory = "tauExcitatory";
                            continue;
                        }
                    case 13: {
                            if (wireType !== 2)
                                break;
                            message.tauInhibitory = reader.bytes();
                            message._tauInhibitory = "tauInhibitory";
                            continue;
                        }
                    case 14: {
                            if (wireType !== 2)
                                break;
                            message.reversalExcitatory = reader.bytes();
                            message._reversalExcitatory = "reversalExcitatory";
                            continue;
                        }
                    case 15: {
                            if (wireType !== 2)
                                break;
                            message.reversalInhibitory = reader.bytes();
                            message._reversalInhibitory = "reversalInhibitory";
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

            return SpinnakerParameters;
        })();

        program.SynapticBlock = (function() {

            /**
             * Properties of a SynapticBlock.
             * @typedef {Object} equipoise.program.SynapticBlock.$Properties
             * @property {number|null} [firstSource] SynapticBlock firstSource
             * @property {number|null} [sources] SynapticBlock sources
             * @property {number|null} [firstRow] SynapticBlock firstRow
             * @property {number|null} [extraDelay] SynapticBlock extraDelay
             * @property {number|null} [synapseCore] SynapticBlock synapseCore
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a SynapticBlock.
             * @memberof equipoise.program
             * @interface ISynapticBlock
             * @augments equipoise.program.SynapticBlock.$Properties
             * @deprecated Use equipoise.program.SynapticBlock.$Properties instead.
             */

            /**
             * Shape of a SynapticBlock.
             * @typedef {equipoise.program.SynapticBlock.$Properties} equipoise.program.SynapticBlock.$Shape
             */

            /**
             * Constructs a new SynapticBlock.
             * @memberof equipoise.program
             * @classdesc Represents a SynapticBlock.
             * @constructor
             * @param {equipoise.program.SynapticBlock.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const SynapticBlock = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * SynapticBlock firstSource.
             * @member {number} firstSource
             * @memberof equipoise.program.SynapticBlock
             * @instance
             */
            SynapticBlock.prototype.firstSource = 0;

            /**
             * SynapticBlock sources.
             * @member {number} sources
             * @memberof equipoise.program.SynapticBlock
             * @instance
             */
            SynapticBlock.prototype.sources = 0;

            /**
             * SynapticBlock firstRow.
             * @member {number} firstRow
             * @memberof equipoise.program.SynapticBlock
             * @instance
             */
            SynapticBlock.prototype.firstRow = 0;

            /**
             * SynapticBlock extraDelay.
             * @member {number} extraDelay
             * @memberof equipoise.program.SynapticBlock
             * @instance
             */
            SynapticBlock.prototype.extraDelay = 0;

            /**
             * SynapticBlock synapseCore.
             * @member {number} synapseCore
             * @memberof equipoise.program.SynapticBlock
             * @instance
             */
            SynapticBlock.prototype.synapseCore = 0;

            /**
             * Creates a new SynapticBlock instance using the specified properties.
             * @function create
             * @memberof equipoise.program.SynapticBlock
             * @static
             * @param {equipoise.program.SynapticBlock.$Properties=} [properties] Properties to set
             * @returns {equipoise.program.SynapticBlock} SynapticBlock instance
             * @type {{
             *   (properties: equipoise.program.SynapticBlock.$Shape): equipoise.program.SynapticBlock & equipoise.program.SynapticBlock.$Shape;
             *   (properties?: equipoise.program.SynapticBlock.$Properties): equipoise.program.SynapticBlock;
             * }}
             */
            SynapticBlock.create = function(properties) {
                return new SynapticBlock(properties);
            };

            /**
             * Encodes the specified SynapticBlock message. Does not implicitly {@link equipoise.program.SynapticBlock.verify|verify} messages.
             * @function encode
             * @memberof equipoise.program.SynapticBlock
             * @static
             * @param {equipoise.program.SynapticBlock.$Properties} message SynapticBlock message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            SynapticBlock.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.firstSource != null && $Object.hasOwnProperty.call(message, "firstSource") && message.firstSource !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.firstSource);
                if (message.sources != null && $Object.hasOwnProperty.call(message, "sources") && message.sources !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.sources);
                if (message.firstRow != null && $Object.hasOwnProperty.call(message, "firstRow") && message.firstRow !== 0)
                    writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.firstRow);
                if (message.extraDelay != null && $Object.hasOwnProperty.call(message, "extraDelay") && message.extraDelay !== 0)
                    writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.extraDelay);
                if (message.synapseCore != null && $Object.hasOwnProperty.call(message, "synapseCore") && message.synapseCore !== 0)
                    writer.uint32(/* id 5, wireType 0 =*/40).uint32(message.synapseCore);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a SynapticBlock message from the specified reader or buffer.
             * @function decode
             * @memberof equipoise.program.SynapticBlock
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {equipoise.program.SynapticBlock & equipoise.program.SynapticBlock.$Shape} SynapticBlock
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            SynapticBlock.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.equipoise.program.SynapticBlock();
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
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.firstSource = value;
                            else
                                delete message.firstSource;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.sources = value;
                            else
                                delete message.sources;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.firstRow = value;
                            else
                                delete message.firstRow;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.extraDelay = value;
                            else
                                delete message.extraDelay;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.synapseCore = value;
                            else
                                delete message.synapseCore;
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

            return SynapticBlock;
        })();

        program.OffsetChange = (function() {

            /**
             * Properties of an OffsetChange.
             * @typedef {Object} equipoise.program.OffsetChange.$Properties
             * @property {number|null} [tick] OffsetChange tick
             * @property {Uint8Array|null} [neurons] OffsetChange neurons
             * @property {Uint8Array|null} [iOffset] OffsetChange iOffset
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an OffsetChange.
             * @memberof equipoise.program
             * @interface IOffsetChange
             * @augments equipoise.program.OffsetChange.$Properties
             * @deprecated Use equipoise.program.OffsetChange.$Properties instead.
             */

            /**
             * Shape of an OffsetChange.
             * @typedef {equipoise.program.OffsetChange.$Properties} equipoise.program.OffsetChange.$Shape
             */

            /**
             * Constructs a new OffsetChange.
             * @memberof equipoise.program
             * @classdesc Represents an OffsetChange.
             * @constructor
             * @param {equipoise.program.OffsetChange.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const OffsetChange = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * OffsetChange tick.
             * @member {number} tick
             * @memberof equipoise.program.OffsetChange
             * @instance
             */
            OffsetChange.prototype.tick = 0;

            /**
             * OffsetChange neurons.
             * @member {Uint8Array} neurons
             * @memberof equipoise.program.OffsetChange
             * @instance
             */
            OffsetChange.prototype.neurons = $util.newBuffer([]);

            /**
             * OffsetChange iOffset.
             * @member {Uint8Array} iOffset
             * @memberof equipoise.program.OffsetChange
             * @instance
             */
            OffsetChange.prototype.iOffset = $util.newBuffer([]);

            /**
             * Creates a new OffsetChange instance using the specified properties.
             * @function create
             * @memberof equipoise.program.OffsetChange
             * @static
             * @param {equipoise.program.OffsetChange.$Properties=} [properties] Properties to set
             * @returns {equipoise.program.OffsetChange} OffsetChange instance
             * @type {{
             *   (properties: equipoise.program.OffsetChange.$Shape): equipoise.program.OffsetChange & equipoise.program.OffsetChange.$Shape;
             *   (properties?: equipoise.program.OffsetChange.$Properties): equipoise.program.OffsetChange;
             * }}
             */
            OffsetChange.create = function(properties) {
                return new OffsetChange(properties);
            };

            /**
             * Encodes the specified OffsetChange message. Does not implicitly {@link equipoise.program.OffsetChange.verify|verify} messages.
             * @function encode
             * @memberof equipoise.program.OffsetChange
             * @static
             * @param {equipoise.program.OffsetChange.$Properties} message OffsetChange message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            OffsetChange.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.tick != null && $Object.hasOwnProperty.call(message, "tick") && message.tick !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.tick);
                if (message.neurons != null && $Object.hasOwnProperty.call(message, "neurons") && message.neurons.length)
                    writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.neurons);
                if (message.iOffset != null && $Object.hasOwnProperty.call(message, "iOffset") && message.iOffset.length)
                    writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.iOffset);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an OffsetChange message from the specified reader or buffer.
             * @function decode
             * @memberof equipoise.program.OffsetChange
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {equipoise.program.OffsetChange & equipoise.program.OffsetChange.$Shape} OffsetChange
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            OffsetChange.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.equipoise.program.OffsetChange();
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
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.tick = value;
                            else
                                delete message.tick;
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
                            if ((value = reader.bytes()).length)
                                message.iOffset = value;
                            else
                                delete message.iOffset;
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

            return OffsetChange;
        })();

        return program;
    })();

    return equipoise;
})();

export {
  $root as default
};
