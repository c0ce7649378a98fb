using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Polly;
using Polly.Timeout;
using Proofs.Evidence;
using Proofs.Gates;

namespace Proofs.Cli.Hosts.GitHub;

/// <summary>
/// The four requests that are made of GitHub's REST API. Source: docs.github.com, "REST API endpoints for check runs" and "for pull requests";
/// held to GitHub's OpenAPI description by a test. Proxy variables count as they do for every .NET program.
/// </summary>
/// <param name="root">The API's address; the token goes nowhere else, because redirects are not followed.</param>
/// <param name="repository"><c>owner/name</c>.</param>
/// <param name="token">Who asks.</param>
/// <param name="time">Where delays and limits come from.</param>
internal sealed class GitHubApi(Uri root, string repository, string token, TimeProvider time) : IDisposable
{
    /// <summary>GitHub's limit for annotations in one request; more are added to the run by further ones.</summary>
    internal const int MostAnnotations = 50;

    /// <summary>GitHub lists no more commits of a pull request than these, however many there are.</summary>
    private const int MostCommits = 250;

    private const int CommitsPerPage = 100;

    /// <summary>In bytes; a page of 100 commits with long messages is far below.</summary>
    private const int LargestAnswer = 16 << 20;

    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { Timeout = Timeout.InfiniteTimeSpan, MaxResponseContentBufferSize = LargestAnswer };
    private readonly ResiliencePipeline<ApiAnswer> _pipeline = ApiRetry.Create(time);

    /// <summary>Creates a completed check run with as many annotations as one request takes; returns its number.</summary>
    internal async Task<long> CreateCheckRun(CheckRun run)
    {
        JsonElement created = await Send(HttpMethod.Post, "check-runs", JsonText.Write(json =>
        {
            json.WriteString("name", run.Name);
            json.WriteString("head_sha", run.Head);
            json.WriteString("status", "completed");
            json.WriteString("conclusion", run.Conclusion);
            WriteOutput(json, run, run.Annotations.Take(MostAnnotations));
        }));
        return Find(created, "id") is { ValueKind: JsonValueKind.Number } id && id.TryGetInt64(out long number) ? number : throw new ApiException("GitHub's answer names no check run.");
    }

    /// <summary>Adds annotations to a check run.</summary>
    internal async Task Annotate(long id, CheckRun run, IEnumerable<CheckAnnotation> annotations) =>
        await Send(HttpMethod.Patch, string.Create(CultureInfo.InvariantCulture, $"check-runs/{id}"), JsonText.Write(json => WriteOutput(json, run, annotations)));

    /// <summary>Full id of a pull request's head as it is now.</summary>
    internal async Task<string> HeadOf(long pullRequest)
    {
        JsonElement pull = await Send(HttpMethod.Get, string.Create(CultureInfo.InvariantCulture, $"pulls/{pullRequest}"), null);
        return Text(pull, "head", "sha") ?? throw new ApiException("GitHub's answer names no head.");
    }

    /// <summary>What GitHub says of a pull request's commits.</summary>
    /// <param name="pullRequest">Its number.</param>
    /// <param name="slug">The App that is asked about.</param>
    internal async Task<AppCommits> CommitsOf(long pullRequest, string slug)
    {
        List<AppCommit> commits = [];
        for (int page = 1; ; page++)
        {
            JsonElement answer = await Send(HttpMethod.Get, string.Create(CultureInfo.InvariantCulture, $"pulls/{pullRequest}/commits?per_page={CommitsPerPage}&page={page}"), null);
            JsonElement[] listed = answer.ValueKind == JsonValueKind.Array ? [.. answer.EnumerateArray()] : throw new ApiException("GitHub's answer is no list of commits.");
            commits.AddRange(listed.Select(commit => Understand(commit, slug + "[bot]")));
            if (commits.Count >= MostCommits)
            {
                return new(commits, $"GitHub lists no more than {MostCommits} commits of a pull request.");
            }

            if (listed.Length < CommitsPerPage)
            {
                return new(commits);
            }
        }
    }

    public void Dispose() => _client.Dispose();

    /// <summary>
    /// GitHub finds the author by the address in the commit, which anybody can write; the committer's address must fit the signature. What
    /// GitHub makes itself for an App is signed and committed by <c>web-flow</c>.
    /// </summary>
    private static AppCommit Understand(JsonElement commit, string login) => new(
        Text(commit, "sha") ?? string.Empty,
        Find(commit, "commit", "verification", "verified")?.ValueKind == JsonValueKind.True,
        Text(commit, "author", "login") == login && Text(commit, "author", "type") == "Bot" && Text(commit, "committer", "login") is { } committer && (committer == login || committer == "web-flow"));

    private static string? Text(JsonElement element, params ReadOnlySpan<string> path) => Find(element, path) is { ValueKind: JsonValueKind.String } found ? found.GetString() : null;

    private static JsonElement? Find(JsonElement element, params ReadOnlySpan<string> path)
    {
        foreach (string name in path)
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
            {
                return null;
            }
        }

        return element;
    }

    private static void WriteOutput(Utf8JsonWriter json, CheckRun run, IEnumerable<CheckAnnotation> annotations)
    {
        json.WriteStartObject("output");
        json.WriteString("title", run.Title);
        json.WriteString("summary", run.Summary);
        json.WriteString("text", run.Text);
        json.WriteStartArray("annotations");
        foreach (CheckAnnotation annotation in annotations)
        {
            json.WriteStartObject();
            json.WriteString("path", annotation.Path);
            json.WriteNumber("start_line", 1);
            json.WriteNumber("end_line", 1);
            json.WriteString("annotation_level", annotation.Level);
            json.WriteString("title", annotation.Title);
            json.WriteString("message", annotation.Message);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Sends a request until it is answered or there is no point in going on.</summary>
    /// <exception cref="ApiException">It was not answered, or not with success.</exception>
    private async Task<JsonElement> Send(HttpMethod method, string path, ReadOnlyMemory<byte>? body)
    {
        ApiAnswer answer;
        try
        {
            answer = await _pipeline.ExecuteAsync(async cancellation => await Try(method, path, body, cancellation), CancellationToken.None);
        }
        catch (Exception failed) when (failed is HttpRequestException or TimeoutRejectedException)
        {
            // No network, no name, a connection that was cut, or nobody who answers: the caller tells.
            throw new ApiException($"{method} {path} was not answered: {failed.Message.TrimEnd('.')}.", failed);
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(answer.Body);
            JsonElement said = document.RootElement.Clone();
            return answer.IsSuccess ? said : throw Refused(method, path, answer, Text(said, "message"));
        }
        catch (JsonException) when (!answer.IsSuccess)
        {
            // A proxy or a gateway answers without JSON.
            throw Refused(method, path, answer, null);
        }
        catch (JsonException broken)
        {
            throw new ApiException($"{method} {path} was answered with something that is no JSON.", broken);
        }
    }

    private static ApiException Refused(HttpMethod method, string path, ApiAnswer answer, string? why) =>
        new($"{method} {path} was answered with {(int)answer.Status}{(why is null ? string.Empty : $" ({why.TrimEnd('.')})")}{(answer.Wait is { } wait ? string.Create(CultureInfo.InvariantCulture, $"; GitHub asks to wait {wait.TotalSeconds:0} seconds") : string.Empty)}.")
        {
            IsForbidden = answer is { Status: HttpStatusCode.Forbidden or HttpStatusCode.NotFound, Wait: null },
        };

    private async Task<ApiAnswer> Try(HttpMethod method, string path, ReadOnlyMemory<byte>? body, CancellationToken cancellation)
    {
        using HttpRequestMessage request = new(method, $"{root.AbsoluteUri.TrimEnd('/')}/repos/{repository}/{path}");
        // The first is what GitHub's pages ask for, the second what its description of the API declares.
        request.Headers.Accept.ParseAdd("application/vnd.github+json, application/json");
        request.Headers.Authorization = new("Bearer", token);
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("proofs", GatesDocument.ToolVersion));
        request.Headers.Add("X-GitHub-Api-Version", "2022-11-28");
        if (body is { } content)
        {
            request.Content = new ReadOnlyMemoryContent(content) { Headers = { ContentType = new("application/json") } };
        }

        using HttpResponseMessage response = await _client.SendAsync(request, cancellation);
        return new(response.StatusCode, ApiRetry.WaitOf(response, time), await response.Content.ReadAsByteArrayAsync(cancellation));
    }
}

/// <summary>What a server answered.</summary>
/// <param name="Status">The status.</param>
/// <param name="Wait">How long it asks to wait before the next request, or null when it does not.</param>
/// <param name="Body">Everything it said.</param>
internal sealed record ApiAnswer(HttpStatusCode Status, TimeSpan? Wait, byte[] Body)
{
    internal bool IsSuccess => (int)Status is >= 200 and < 300;
}

/// <summary>GitHub did not do what it was asked to; the message may quote what it said, which is hostile text.</summary>
internal sealed class ApiException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Whether the token may not do this, which is the rule for forks and Dependabot.</summary>
    internal bool IsForbidden { get; init; }
}
