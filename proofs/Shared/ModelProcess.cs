using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Proofs.Packs;

/// <summary>
/// A provider's stand-in on this machine, in another process as a provider is: it answers with real HTTP on 127.0.0.1, fills in the template of a turn's
/// result, and tells the id that it gave each request. Evidence of it is of grade <c>loopback</c>, and of no higher one.
/// </summary>
public sealed class ModelProcess : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly Process _process;
    private readonly string _folder;
    private readonly StringBuilder _complained = new();
    private readonly List<(int Status, string Id)> _answered = [];

    private ModelProcess(Process process, string folder, JsonArray answers)
    {
        (_process, _folder, Answers) = (process, folder, answers);
        process.ErrorDataReceived += (_, line) =>
        {
            lock (_complained)
            {
                _complained.Append(line.Data).Append('\n');
            }
        };
        process.BeginErrorReadLine();
    }

    /// <summary>What it was told to answer.</summary>
    public JsonArray Answers { get; }

    /// <summary>Where it listens, without a path.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>The status and the id of every request that it answered, in order. It is asked for them, so that none is still on its way.</summary>
    /// <exception cref="StoryEnd">It does not answer any more.</exception>
    public IReadOnlyList<(int Status, string Id)> Answered => AskAsync().GetAwaiter().GetResult();

    /// <summary>The ids of those that it answered with status 200.</summary>
    /// <exception cref="StoryEnd">It does not answer any more.</exception>
    public IReadOnlyList<string> AnsweredIds => [.. Answered.Where(each => each.Status == 200).Select(each => each.Id)];

    /// <summary>Starts one.</summary>
    /// <param name="answers">
    /// The answers in their order, a list of <c>{"status":200,"result":{…},"input_tokens":300,"output_tokens":20,"latency_ms":0}</c>; other statuses
    /// are errors and need nothing beside. A request beyond the list gets a 500.
    /// </param>
    /// <param name="cancellation">Ends the waiting for it.</param>
    /// <param name="key">The key that it has to be asked with, or it answers 401; null for any.</param>
    /// <exception cref="StoryEnd">It is not built, or does not begin to listen.</exception>
    public static async Task<ModelProcess> StartAsync(JsonArray answers, CancellationToken cancellation = default, string? key = null)
    {
        ArgumentNullException.ThrowIfNull(answers);
        string program = Launch.Built("StubModel", "tests/StubModel");
        string folder = Directory.CreateTempSubdirectory("proofs-model-").FullName;
        string file = Path.Combine(folder, "answers.json");
        await File.WriteAllTextAsync(file, new JsonObject { ["key"] = key, ["answers"] = answers.DeepClone() }.ToJsonString(), cancellation).ConfigureAwait(false);
        ModelProcess server = new(Launch.Begin(Launch.Start(program, [file], folder)), folder, answers);
        try
        {
            string line = await server.ReadAsync(cancellation).ConfigureAwait(false);
            server.Address = line.StartsWith("listening ", StringComparison.Ordinal) ? new(line[10..]) : throw server.Broken($"it said \"{line}\"");
            return server;
        }
        catch
        {
            await server.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Ends it and waits for its end; kills it when it does not come.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It has ended before.
        }

        using CancellationTokenSource over = new(TimeSpan.FromSeconds(5));
        try
        {
            await _process.WaitForExitAsync(over.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            await Launch.StopAsync(_process).ConfigureAwait(false);
        }

        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<IReadOnlyList<(int Status, string Id)>> AskAsync()
    {
        try
        {
            await _process.StandardInput.WriteLineAsync().ConfigureAwait(false);
            await _process.StandardInput.FlushAsync().ConfigureAwait(false);
        }
        catch (IOException gone)
        {
            throw Broken(gone.Message);
        }

        for (string line; !(line = await ReadAsync(CancellationToken.None).ConfigureAwait(false)).StartsWith("so far ", StringComparison.Ordinal);)
        {
            if (line.Split(' ') is ["answered", var status, var id])
            {
                _answered.Add((int.Parse(status, CultureInfo.InvariantCulture), id));
            }
        }

        return [.. _answered];
    }

    private async Task<string> ReadAsync(CancellationToken cancellation)
    {
        try
        {
            return await _process.StandardOutput.ReadLineAsync(cancellation).AsTask().WaitAsync(Limit, cancellation).ConfigureAwait(false) ?? throw Broken("it ended");
        }
        catch (TimeoutException)
        {
            throw Broken($"it said nothing within {Limit.TotalSeconds:0} seconds");
        }
    }

    private StoryEnd Broken(string what)
    {
        lock (_complained)
        {
            return Story.Stop(new("model_server_failed", $"The model server on this machine does not work: {what}. {_complained.ToString().Trim()}", "`dotnet build tests/StubModel` builds it; started by hand it says what is wrong."));
        }
    }
}
