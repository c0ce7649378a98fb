using System.Text;
using System.Text.Json.Nodes;
using Proofs.Runs.Runs.Configuration;
using Proofs.Runs.Runs.Dispatch;
using Proofs.Runs.Runs.Operations;
using Proofs.Runs.Runs.Records;
using Proofs.Runs.Runs.Storage;

namespace Proofs.Runs.Runs;

public sealed partial class RunnerInterface
{
    /// <summary>Finds the project that a folder belongs to, and reads its configuration. Source: runner interface, loadContext.</summary>
    /// <param name="directory">A folder of the project.</param>
    /// <param name="time">The clock.</param>
    /// <param name="options">What the runner uses outside the project; null for nothing.</param>
    public static RunnerContext LoadContext(string directory, TimeProvider time, RunnerOptions? options = null)
    {
        for (DirectoryInfo? at = new(Path.GetFullPath(directory)); at is not null; at = at.Parent)
        {
            if (ReadConfiguration(at.FullName, out Problem? unreadable) is { } content)
            {
                ConfigurationReading reading = ConfigurationReader.Read(content);
                IReadOnlyList<Problem> problems = reading.Configuration is { } read ? ConfigurationChecks.Bindings(read) : reading.Problems;
                return new(problems.Count == 0 ? new(at.FullName, reading.Configuration!, time, options) : null, problems, reading.UnknownKeys);
            }

            if (unreadable is not null)
            {
                return new(null, [unreadable], []);
            }
        }

        return new(null, [new(RunCodes.ConfigurationMissing, $"Neither {directory} nor a folder above it has an {RunPaths.Configuration}.") { Path = RunPaths.Configuration }], []);
    }

    private static byte[]? ReadConfiguration(string folder, out Problem? unreadable)
    {
        try
        {
            unreadable = null;
            return new ProjectFolder(folder).Read(RunPaths.Configuration);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            // An agent may have put a pipe in its place, or taken the right to read it.
            unreadable = new(RunCodes.InvalidConfig, $"{RunPaths.Configuration} cannot be read: {failed.Message}") { Path = RunPaths.Configuration };
            return null;
        }
    }

    /// <summary>Writes what a worker needs for a turn, in place of what was written before. Source: runner interface, writeDispatchBundle.</summary>
    /// <param name="turnId">The turn, or null for the only one.</param>
    /// <param name="warnings">What the worker should know beside.</param>
    public BundleResult WriteDispatchBundle(string? turnId = null, IReadOnlyList<DispatchWarning>? warnings = null)
    {
        RunnerResult written = Locked(run =>
        {
            RunState state = run.State;
            if (Refuse.Target(state, turnId, out Turn turn) is { } missing)
            {
                return new() { Refusal = missing, State = state };
            }

            string? prompt = Configuration.Prompts.TryGetValue(turn.AssignedRole, out string? path) ? _folder.ReadText(path) : null;
            if (path is not null && prompt is null)
            {
                return new() { State = state, Refusal = new(RunCodes.PromptMissing, $"The prompt of \"{turn.AssignedRole}\" is no text file of the project: {path}.") { Path = path, Field = $"prompts.{turn.AssignedRole}" } };
            }

            if (state.Status is not RunStatus.Active || turn.Status is not (TurnStatus.Assigned or TurnStatus.Retrying or TurnStatus.Dispatched or TurnStatus.Starting or TurnStatus.Running))
            {
                return new() { State = state, Refusal = state.Status is RunStatus.Active ? MoveTurnRule.Illegal(turn, "dispatched") : Refuse.Status(state, "write a bundle", "active") };
            }

            string folder = RunPaths.Bundle(turn.TurnId);
            if (!_folder.Delete(folder))
            {
                return new() { State = state, Refusal = new(RunCodes.StorageFailed, $"{folder} holds something that can neither be deleted nor moved aside.") { Path = folder } };
            }

            foreach ((string name, byte[] content) in DispatchBundle.Write(state, Configuration, turn, new(run.Facts) { Decisions = run.Decisions, Warnings = warnings ?? [], CustomPrompt = prompt }))
            {
                // The seal lasts, and tells when a power failure took one of these.
                _folder.Write($"{folder}/{name}", content, lasts: false);
            }

            WriteDispatchIndex(state);
            return new() { State = state, Turn = turn };
        });
        return new(written.Refusal, written.Turn is { } done ? _folder.Full(RunPaths.Bundle(done.TurnId)) : null);
    }

    /// <summary>Seals a turn's bundle: whoever reads it can tell that nothing was changed, added or taken away since.</summary>
    /// <param name="turnId">The turn, or null for the only one.</param>
    public RunnerResult FinalizeDispatchManifest(string? turnId = null) => Locked(run =>
    {
        RunState state = run.State;
        if (Refuse.Target(state, turnId, out Turn turn) is { } missing)
        {
            return new() { Refusal = missing, State = state };
        }

        if (AdoptTermsRule.Refusal(run.Facts) is { } changed)
        {
            return new() { Refusal = changed, State = state };
        }

        List<string> warnings = [];
        if (Ask(run, "after_dispatch", turn.TurnId, Tell(state, turn), warnings) is { } stopped)
        {
            return stopped;
        }

        string folder = RunPaths.Bundle(turn.TurnId);
        (IReadOnlyDictionary<string, ReadOnlyMemory<byte>> all, IReadOnlyList<string> odd) = _folder.Files(folder);
        if (odd.Count > 0)
        {
            return new() { State = state, Refusal = NoFile(odd[0]) };
        }

        Dictionary<string, ReadOnlyMemory<byte>> files = new(all, StringComparer.Ordinal);
        files.Remove(DispatchManifest.FileName);
        _folder.Write($"{folder}/{DispatchManifest.FileName}", DispatchManifest.Seal(files, turn.RunId ?? string.Empty, turn.TurnId, turn.AssignedRole, Now));
        return new() { State = state, Turn = turn, Warnings = warnings };
    });

    /// <summary>Compares a turn's bundle with its seal.</summary>
    /// <param name="turnId">The turn.</param>
    /// <returns>Everything that differs; empty when nothing does.</returns>
    /// <exception cref="ArgumentException">It is no id of a turn.</exception>
    public IReadOnlyList<Problem> VerifyDispatchManifest(string turnId)
    {
        (IReadOnlyDictionary<string, ReadOnlyMemory<byte>> files, IReadOnlyList<string> odd) = _folder.Files(RunPaths.Bundle(turnId));
        return [.. DispatchManifest.Verify(files, turnId: turnId), .. odd.Select(NoFile)];
    }

    private static Problem NoFile(string path) => new(RunCodes.UnexpectedFile, $"\"{path}\" is in the bundle and is no regular file.") { Path = path };

    private void WriteDispatchIndex(RunState state)
    {
        JsonObject index = new()
        {
            ["run_id"] = state.RunId,
            ["phase"] = state.Phase,
            ["updated_at"] = ProtocolTime.Format(Now),
            ["active_turns"] = new JsonObject(state.ActiveTurns.Values.Select(turn => KeyValuePair.Create<string, JsonNode?>(turn.TurnId, new JsonObject
            {
                ["role"] = turn.AssignedRole,
                ["runtime_id"] = turn.RuntimeId,
                ["attempt"] = turn.Attempt,
                ["bundle_path"] = RunPaths.Bundle(turn.TurnId),
                ["staging_result_path"] = RunPaths.StagedResult(turn.TurnId),
            }))),
        };
        if (_folder.IsOdd(RunPaths.DispatchIndex))
        {
            // A worker put something in its place, and everything in it stands in the state.
            _folder.Delete(RunPaths.DispatchIndex);
        }

        _folder.Write(RunPaths.DispatchIndex, Encoding.UTF8.GetBytes(index.ToJsonString(ProtocolJson.Indented.Options) + "\n"), lasts: false);
    }
}
